// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.IOException;
import java.lang.reflect.Constructor;

/**
 * Java 17 keeps the class of the record whose {@code equals}, {@code hashCode} or {@code toString} was used for the
 * first time most recently, until another record takes its place: its method handles have a cache of one entry. A
 * plugin can do nothing about that, and only one class loader at a time is kept. So a record of no plugin takes that
 * place before the test looks for leaks.
 */
final class RecordCaches {
    private RecordCaches() {}

    /** A record with a component of its own type, since the types of components are kept as well. */
    record Nobodys(Nobodys next) {}

    static void turnOver() {
        Class<?> ours = RecordCaches.class;
        try (var loader =
                new OwnClasses(ours.getProtectionDomain().getCodeSource().getLocation(), ours.getClassLoader())) {
            Constructor<?> constructor =
                    loader.loadClass(Nobodys.class.getName()).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object one = constructor.newInstance((Object) null);
            Object other = constructor.newInstance(one);
            if (one.equals(other) || one.toString().equals(other.toString()) || one.hashCode() != 0) {
                throw new IllegalStateException("These records differ");
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
