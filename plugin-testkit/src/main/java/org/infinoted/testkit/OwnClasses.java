// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.net.URL;
import java.net.URLClassLoader;

/** Loads the classes of one jar or folder anew, and all others as usual. */
final class OwnClasses extends URLClassLoader {
    OwnClasses(URL home, ClassLoader parent) {
        super(new URL[] {home}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                loaded = findClass(name);
            }
            return loaded != null ? loaded : super.loadClass(name, resolve);
        }
    }
}
