// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ShortMemoryTest {
    private static final long HEAP = 1000;

    private final List<String> calls = new ArrayList<>();

    /** Looks at a heap of which so much is used, each time that it is asked. */
    private boolean isShort(Long... used) {
        Queue<Long> next = new ArrayDeque<>(List.of(used));
        var memory = (MemoryMXBean) Proxy.newProxyInstance(
                MemoryMXBean.class.getClassLoader(),
                new Class<?>[] {MemoryMXBean.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getName().equals("gc") ? null : new MemoryUsage(0, next.remove(), HEAP, HEAP);
                });
        return new ShortMemory(memory).getAsBoolean();
    }

    @Test
    void isNotShortWithATenthFree() {
        assertEquals(false, isShort(HEAP * 9 / 10));
        assertEquals(List.of("getHeapMemoryUsage"), calls, "a collection costs time");
    }

    @Test
    void isNotShortIfMuchIsGarbage() {
        assertEquals(false, isShort(HEAP - 1, HEAP / 2));
    }

    @Test
    void isShortIfLittleIsGarbage() {
        assertEquals(true, isShort(HEAP - 1, HEAP - 2));
        assertEquals(List.of("getHeapMemoryUsage", "gc", "getHeapMemoryUsage"), calls);
    }
}
