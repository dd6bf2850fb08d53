// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.fuzz.Markup;
import org.junit.jupiter.api.Tag;
import org.osgi.service.metatype.AttributeDefinition;

/** What plugins declare, and what is configured: a value is refused with a reason, or can be converted to the declared type. */
@Tag("random")
class OptionFuzzTest extends FuzzTest {
    private static final List<Integer> TYPES = List.of(
            AttributeDefinition.STRING,
            AttributeDefinition.LONG,
            AttributeDefinition.INTEGER,
            AttributeDefinition.SHORT,
            AttributeDefinition.CHARACTER,
            AttributeDefinition.BYTE,
            AttributeDefinition.DOUBLE,
            AttributeDefinition.FLOAT,
            AttributeDefinition.BOOLEAN,
            AttributeDefinition.PASSWORD);

    private static final List<String> ELEMENTS = List.of(
            "metatype:MetaData xmlns:metatype='http://www.osgi.org/xmlns/metatype/v1.4.0'",
            "OCD",
            "AD",
            "AD",
            "Option",
            "Designate",
            "Object",
            "Attribute",
            "Value",
            "Icon");

    private final Path file;

    OptionFuzzTest() throws IOException {
        file = Files.createTempFile("metatype", ".xml");
        file.toFile().deleteOnExit();
    }

    @Override
    protected void fuzz(byte[] input) throws IOException {
        Choices choices = new Choices(input);
        switch (choices.below(256)) {
            case 0 -> judge(choices, declared(choices));
            case 1 -> declaredIn(declaration(choices), choices);
            default -> declaredIn(input, new Choices(input));
        }
    }

    private static DeclaredOption declared(Choices choices) {
        List<String> allowed = choices.oneIn(4) ? List.of(choices.text(3), "a", "1") : List.of();
        return new DeclaredOption(
                "key", choices.of(TYPES), choices.oneIn(2), bound(choices), bound(choices), allowed, choices.oneIn(2));
    }

    private static String bound(Choices choices) {
        return choices.of(null, null, "0", "1", "10", "-5", "2.5", "1000000000000");
    }

    private static byte[] declaration(Choices choices) {
        String document = new String(
                Markup.document(
                        choices,
                        ELEMENTS,
                        List.of(
                                "id",
                                "name",
                                "ocdref",
                                "pid",
                                "factoryPid",
                                "type",
                                "cardinality",
                                "min",
                                "max",
                                "default",
                                "required",
                                "value"),
                        List.of(
                                "a",
                                "b",
                                "Integer",
                                "String",
                                "Password",
                                "0",
                                "1",
                                "1e9",
                                "1E999999999",
                                "-1e-99999",
                                "true",
                                "x,y")),
                java.nio.charset.StandardCharsets.UTF_8);
        return document.replace("</" + ELEMENTS.get(0), "</metatype:MetaData")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void declaredIn(byte[] metatype, Choices choices) throws IOException {
        Files.write(file, metatype);
        Map<String, DeclaredOptions> found;
        try {
            found = MetatypeOptions.read(file.toUri().toURL());
        } catch (IOException e) {
            return; // it says where
        }
        found.values().forEach(options -> options.options().values().forEach(option -> judge(choices, option)));
    }

    private static void judge(Choices choices, DeclaredOption option) {
        Object value = value(choices);
        Optional<Object> tidied = option.tidied(value);
        Optional<String> problem = option.problem(value);
        problem.ifPresent(text -> assertTrue(
                text.length() < 2000 && text.chars().noneMatch(Character::isISOControl),
                "a reason for people: " + text));
        if (tidied.isPresent() && problem.isEmpty() && tidied.get() instanceof String text) {
            convert(option, text);
        }
    }

    /** As the component runtime does. */
    private static void convert(DeclaredOption option, String text) {
        switch (option.type()) {
            case AttributeDefinition.LONG -> Long.parseLong(text);
            case AttributeDefinition.INTEGER -> Integer.parseInt(text);
            case AttributeDefinition.SHORT -> Short.parseShort(text);
            case AttributeDefinition.BYTE -> Byte.parseByte(text);
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT ->
                assertFalse(Double.isNaN(Double.parseDouble(text)));
            case AttributeDefinition.CHARACTER -> assertEquals(1, text.length());
            case AttributeDefinition.BOOLEAN ->
                assertTrue(List.of("true", "false").contains(text.toLowerCase(java.util.Locale.ROOT)));
            default -> {
                // any text
            }
        }
    }

    private static Object value(Choices choices) {
        return switch (choices.below(8)) {
            case 0 -> choices.below(1000);
            case 1 -> new String[] {choices.number(20), choices.text(3)};
            case 2 -> new int[] {choices.below(9), -1};
            case 3 -> Arrays.asList(choices.text(4), null, 7);
            case 4 -> choices.text(30);
            case 5 ->
                choices.of(
                        "1e5",
                        "1E999999999",
                        "1E-999999999",
                        "NaN",
                        "Infinity",
                        "0x10",
                        "1d",
                        "+5",
                        "true ",
                        "TRUE",
                        "\u0661");
            default -> choices.number(100);
        };
    }
}
