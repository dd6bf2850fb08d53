// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoggedThrowableTest {
    private static Throwable cause(Throwable thrown) {
        return thrown.getCause();
    }

    @Test
    void textIsCut() {
        String text = LoggedThrowable.of(new IllegalStateException("x".repeat(1_000_000)))
                .toString();

        assertEquals(1000 + "... (cut)".length(), text.length());
    }

    @Test
    void saysWhatTheOriginalSaysWithItsStackCausesAndSuppressed() {
        var original = new IllegalStateException("outer", new RuntimeException("inner"));
        original.addSuppressed(new ArithmeticException("aside"));

        Throwable logged = LoggedThrowable.of(original);

        assertEquals("java.lang.IllegalStateException: outer", logged.toString());
        assertArrayEquals(original.getStackTrace(), logged.getStackTrace());
        assertEquals("java.lang.RuntimeException: inner", cause(logged).toString());
        assertArrayEquals(cause(original).getStackTrace(), cause(logged).getStackTrace());
        assertEquals("java.lang.ArithmeticException: aside", logged.getSuppressed()[0].toString());
    }

    @Test
    void causesThatGoRoundInACircleEnd() {
        var one = new IllegalStateException("one");
        var other = new IllegalStateException("other", one);
        one.initCause(other);

        Throwable logged = LoggedThrowable.of(one);

        assertEquals("java.lang.IllegalStateException: other", cause(logged).toString());
        assertNull(cause(cause(logged)));
    }

    @Test
    void nothingIsNothing() {
        assertNull(LoggedThrowable.of(null));
    }

    /** A log service keeps entries; a throwable keeps the classes on its stack. So a plugin stayed in memory after its failure. */
    @Test
    void classesOnTheStackAreNotKept() throws Exception {
        var log = new ArrayDeque<Throwable>();
        WeakReference<ClassLoader> loader = fail(log);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertNull(loader.get(), "the logged throwable keeps the class that threw it");
        assertEquals(
                "java.lang.IllegalStateException: in a class of its own",
                log.remove().toString());
    }

    /** A failure whose stack has a class of its own loader. */
    private static WeakReference<ClassLoader> fail(ArrayDeque<Throwable> log) throws Exception {
        var loader = new OwnLoader();
        Runnable failing = (Runnable) loader.loadClass(Failing.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        try {
            failing.run();
        } catch (IllegalStateException e) {
            log.add(LoggedThrowable.of(e));
        }
        return new WeakReference<>(loader);
    }

    /** Throws. */
    public static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("in a class of its own");
        }
    }

    private static final class OwnLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Failing.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (var in = Failing.class.getResourceAsStream("LoggedThrowableTest$Failing.class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
