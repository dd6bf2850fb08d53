// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records Netty's reports of buffers that were not released. Netty creates the instances; the build's configuration
 * names this class.
 */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {
    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    public RecordingLeakDetector(Class<?> type, int samplingInterval) {
        super(type, samplingInterval);
    }

    /** Netty looks for this signature as well. */
    public RecordingLeakDetector(Class<?> type, int samplingInterval, long maxActive) {
        this(type, samplingInterval);
    }

    /** Watches all buffers that are made from now on. */
    static void start() {
        setLevel(Level.PARANOID);
    }

    /** Stops watching buffers that are made from now on. */
    static void stop() {
        setLevel(Level.DISABLED);
    }

    /** What was found since the last call, after the garbage has been collected. To be called before {@link #stop}. */
    static List<String> collect() {
        System.gc();
        ByteBufAllocator.DEFAULT.directBuffer(1).release(); // detectors report when something is allocated
        List<String> found = List.copyOf(FOUND);
        FOUND.clear();
        return found;
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        FOUND.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        FOUND.add(resourceType);
    }
}
