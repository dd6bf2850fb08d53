// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.infinoted.session.Session;

/**
 * The session object that plugins hold. It stays the same when the note type is replaced: every call goes to the view that the
 * current note has made. It implements all the session interfaces of that view, such as {@code TextSession}.
 */
final class StableSession implements InvocationHandler {
    private final Set<Class<?>> kinds;
    private final Session session;
    private volatile Session present;

    /** @param view what the note has made */
    StableSession(Session view) {
        kinds = kinds(view.getClass(), new LinkedHashSet<>());
        present = view;
        session = (Session) Proxy.newProxyInstance(loader(view), kinds.toArray(Class<?>[]::new), this);
    }

    /** What plugins hold. */
    Session session() {
        return session;
    }

    /**
     * Has another note's view asked from now on, if that is of the same kinds.
     *
     * @return whether it is; if not, plugins must be given another session
     */
    boolean replace(Session successor) {
        if (!kinds(successor.getClass(), new LinkedHashSet<>()).equals(kinds)) {
            return false;
        }
        present = successor;
        return true;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class && !method.getName().equals("toString")) {
            return method.getName().equals("equals") ? proxy == arguments[0] : System.identityHashCode(proxy);
        }
        try {
            return method.invoke(present, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Set<Class<?>> kinds(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (Session.class.isAssignableFrom(implemented)) {
                    found.add(implemented);
                }
            }
        }
        return found;
    }

    /** One that knows all kinds: that of the kinds themselves if it is one; the view's own otherwise. */
    private ClassLoader loader(Session view) {
        ClassLoader first = kinds.iterator().next().getClassLoader();
        return kinds.stream().allMatch(kind -> kind.getClassLoader() == first)
                ? first
                : view.getClass().getClassLoader();
    }
}
