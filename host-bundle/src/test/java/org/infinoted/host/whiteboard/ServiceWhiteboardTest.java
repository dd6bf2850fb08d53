// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

@Timeout(60)
@Tag("unit")
class ServiceWhiteboardTest {
    private final Board board = new Board();
    private final ServiceReference<Object> first = reference("first");
    private final ServiceReference<Object> second = reference("second");
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** A whiteboard whose services the test brings. */
    static final class Board extends ServiceWhiteboard<Object> {}

    /** A reference that can be compared and printed, and nothing else. */
    @SuppressWarnings("unchecked")
    static ServiceReference<Object> reference(String name) {
        return (ServiceReference<Object>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> name;
                    default -> null;
                });
    }

    private ServiceHandler<Object> handler(String name) {
        return new ServiceHandler<>(
                added -> told.add(name + " adds " + text(added)),
                modified -> told.add(name + " modifies " + text(modified)),
                removed -> told.add(name + " removes " + text(removed)));
    }

    private static String text(TrackedService<Object> service) {
        return service.service() + "" + service.properties();
    }

    private void assertTold(String... expected) {
        assertEquals(List.of(expected), told);
        told.clear();
    }

    @Test
    void handlerIsToldOfWhatIsThereAndThenOfEachChange() {
        board.put(first, "one", Map.of());
        board.attach(handler("h"));
        assertTold("h adds one{}");
        board.put(second, "two", Map.of());
        board.put(second, "two", Map.of("k", 1));
        board.remove(first);
        assertTold("h adds two{}", "h modifies two{k=1}", "h removes one{}");
        board.remove(first);
        assertTold();
    }

    @Test
    void detachedHandlerHasGivenBackEverythingAndTheNextGetsWhatIsThere() {
        board.attach(handler("old"));
        board.put(first, "one", Map.of());
        board.put(second, "two", Map.of());
        told.clear();
        board.detach();
        assertTold("old removes one{}", "old removes two{}");
        board.put(first, "one", Map.of("k", 1));
        board.remove(second);
        assertTold();
        board.attach(handler("new"));
        assertTold("new adds one{k=1}");
    }

    @Test
    void handlerIsReplacedServiceByService() {
        board.attach(handler("old"));
        board.put(first, "one", Map.of());
        told.clear();
        board.attach(handler("new"));
        assertTold("old removes one{}", "new adds one{}");
    }

    @Test
    void serviceThatComesBackAsAnotherObjectIsRemovedAndAdded() {
        board.attach(handler("h"));
        board.put(first, "one", Map.of());
        board.put(first, "other", Map.of());
        assertTold("h adds one{}", "h removes one{}", "h adds other{}");
    }

    @Test
    void failureWithOneServiceConcernsNoOther() {
        board.put(first, "one", Map.of());
        board.put(second, "two", Map.of());
        board.attach(new ServiceHandler<>(
                added -> {
                    told.add("adds " + added.service());
                    throw new IllegalStateException("as the test wants it");
                },
                removed -> told.add("removes " + removed.service())));
        board.remove(first);
        assertTold("adds one", "adds two", "removes one");
    }

    @Test
    void removalWaitsForTheAdditionAndIsDoneByItsOwnThread() throws Exception {
        var adding = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        board.put(first, "one", Map.of());
        var handler = new ServiceHandler<Object>(
                added -> {
                    adding.countDown();
                    await(goOn);
                    told.add("added");
                },
                removed -> told.add("removed by " + Thread.currentThread().getName()));
        var attaching = new Thread(() -> board.attach(handler));
        attaching.start();
        await(adding);
        var removing = new Thread(() -> board.remove(first), "the one that removes");
        removing.start();
        awaitWaiting(removing);
        assertTold();
        goOn.countDown();
        removing.join();
        attaching.join();
        assertTold("added", "removed by the one that removes");
    }

    @Test
    void whatIsModifiedAndRemovedWhileItIsAddedByTheSameThreadIsRemovedAfterwards() {
        board.attach(new ServiceHandler<>(
                added -> {
                    told.add("adds");
                    board.put(first, "one", Map.of("k", 1));
                    board.remove(first);
                    told.add("added");
                },
                modified -> told.add("modifies"),
                removed -> told.add("removes")));
        board.put(first, "one", Map.of());
        assertTold("adds", "added", "removes");
        board.detach();
        assertTold();
    }

    @Test
    void detachingWaitsForARemovalThatIsUnderWay() throws Exception {
        var removing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        board.attach(new ServiceHandler<>(added -> {}, removed -> {
            removing.countDown();
            await(goOn);
            told.add("removed");
        }));
        board.put(first, "one", Map.of());
        var remover = new Thread(() -> board.remove(first));
        remover.start();
        await(removing);
        var detaching = new Thread(() -> {
            board.detach();
            told.add("detached");
        });
        detaching.start();
        awaitWaiting(detaching);
        goOn.countDown();
        detaching.join();
        remover.join();
        assertTold("removed", "detached");
    }

    @Test
    void interruptedThreadDoesNotWaitAndNothingIsMissed() throws Exception {
        var adding = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        board.put(first, "one", Map.of());
        var attaching = new Thread(() -> board.attach(new ServiceHandler<>(
                added -> {
                    adding.countDown();
                    await(goOn);
                    told.add("added");
                },
                removed -> told.add("removed"))));
        attaching.start();
        await(adding);
        var removing = new Thread(() -> board.remove(first));
        removing.start();
        removing.interrupt();
        removing.join();
        assertTold();
        goOn.countDown();
        attaching.join();
        assertTold("added", "removed");
    }

    @Test
    void nothingIsKeptOfAServiceThatHasGone() {
        board.attach(handler("h"));
        Object service = new Object();
        board.put(first, service, Map.of());
        board.put(second, "two", Map.of());
        board.remove(first);
        var weak = new WeakReference<>(service);
        service = null;
        for (int i = 0; i < 100 && weak.get() != null; i++) {
            System.gc();
        }
        assertNull(weak.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("It was not done in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
