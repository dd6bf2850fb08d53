// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
