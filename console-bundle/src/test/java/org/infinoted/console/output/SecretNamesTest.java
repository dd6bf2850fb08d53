// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

@Tag("unit")
class SecretNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".password.hash",
                "dbPassword",
                "API-TOKEN",
                "client.secret",
                "api-key",
                "javax.net.ssl.keyStorePassword"
            })
    void nameThatSpeaksOfASecretIsOne(String name) {
        assertTrue(SecretNames.saysSo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "port", "root-directory", "service.pid", ""})
    void otherNamesAreNone(String name) {
        assertFalse(SecretNames.saysSo(name));
    }

    @Test
    void optionThatIsDeclaredAsAPasswordIsOneWhateverItsName() {
        AttributeDefinition[] options = {
            option("pin", AttributeDefinition.PASSWORD), option("port", AttributeDefinition.INTEGER)
        };
        Object declared = answering(ObjectClassDefinition.class, Map.of("getAttributeDefinitions", options));
        Object information = answering(
                MetaTypeInformation.class,
                Map.of(
                        "getPids", new String[] {"org.example"},
                        "getFactoryPids", new String[0],
                        "getObjectClassDefinition", declared));
        var names = new SecretNames(answering(MetaTypeService.class, Map.of("getMetaTypeInformation", information)));
        var bundle = answering(Bundle.class, Map.of("getBundleId", 1L, "getLastModified", 1L));

        assertEquals(Set.of("pin"), names.declared(bundle));
    }

    private static AttributeDefinition option(String id, int type) {
        return answering(AttributeDefinition.class, Map.of("getID", id, "getType", type));
    }

    /** Answers calls of these methods, whatever the arguments. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> Objects.requireNonNull(answers.get(called.getName()), called.getName())));
    }
}
