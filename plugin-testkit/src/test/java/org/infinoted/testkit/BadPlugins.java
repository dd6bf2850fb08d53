// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginName;
import org.infinoted.plugin.SessionType;
import org.infinoted.session.Session;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Plugins that each break a rule. */
final class BadPlugins {
    private BadPlugins() {}

    @Component
    @PluginName("Not A Name")
    @ServiceDescription("Has no valid name")
    public static final class BadName implements Plugin<Void, Void> {}

    @Component(configurationPid = "com.example.other")
    @PluginName("other-pid")
    @ServiceDescription("Has the options of another")
    public static final class OtherPid implements Plugin<Void, Void> {}

    @Component
    @PluginName("silent")
    public static final class NoDescription implements Plugin<Void, Void> {}

    @Component
    @PluginName("undescribed")
    @ServiceDescription("Does not say what its option is for")
    @Designate(ocd = Undescribed.Options.class)
    public static final class Undescribed implements Plugin<Void, Void> {
        @ObjectClassDefinition(name = "Undescribed")
        @interface Options {
            @AttributeDefinition(name = "Port")
            int port() default 1;
        }

        @Activate
        public Undescribed(Undescribed.Options options) {
            // it is about what they say
        }
    }

    @Component
    @PluginName("contradictory")
    @ServiceDescription("Has a default that it forbids")
    @Designate(ocd = Contradictory.Options.class)
    public static final class Contradictory implements Plugin<Void, Void> {
        @ObjectClassDefinition(name = "Contradictory")
        @interface Options {
            @AttributeDefinition(name = "Port", description = "Where it listens", min = "1", max = "65535")
            int port() default 0;

            @AttributeDefinition(name = "File", description = "Where it writes")
            String file();
        }

        @Activate
        public Contradictory(Contradictory.Options options) {
            // it is about what they say
        }
    }

    @Component
    @PluginName("unknown-type")
    @SessionType("InfPaint")
    @ServiceDescription("Wants sessions of a type that nobody contributes")
    public static final class UnknownType implements Plugin<Void, Void> {}

    @Component
    @PluginName("throwing")
    @ServiceDescription("Throws when a client goes")
    public static final class Throwing implements Plugin<Void, Void> {
        @Override
        public void connectionRemoved(Connection connection, Void info) {
            throw new IllegalStateException("Not ready for that");
        }
    }

    @Component
    @PluginName("casting")
    @ServiceDescription("Takes each session for a text")
    public static final class Casting implements Plugin<Void, String> {
        @Override
        public String sessionAdded(Session session) {
            return ((org.infinoted.text.TextSession) session).text().toString();
        }
    }

    @Component
    @PluginName("slow")
    @ServiceDescription("Is slow")
    public static final class Slow implements Plugin<Void, Void> {
        @Override
        public Void connectionAdded(Connection connection) throws Exception {
            if (new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Nobody counts down");
            }
            return null;
        }
    }

    @Component
    @PluginName("once")
    @ServiceDescription("Lives once")
    public static final class Once implements Plugin<Void, Void> {
        private boolean ended;

        @Override
        public void initialize(PluginContext<Void, Void> context) {
            if (ended) {
                throw new IllegalStateException("It has ended");
            }
        }

        @Override
        public void deinitialize() {
            ended = true;
        }
    }

    @Component
    @PluginName("threads")
    @ServiceDescription("Does not end its thread")
    public static final class Threading implements Plugin<Void, Void> {
        static final List<Thread> STARTED = new ArrayList<>();

        @Override
        public void initialize(PluginContext<Void, Void> context) {
            var never = new CountDownLatch(1);
            var thread = new Thread(
                    () -> {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "left-behind");
            thread.setDaemon(true);
            STARTED.add(thread);
            thread.start();
        }
    }

    @Component
    @PluginName("hoarder")
    @ServiceDescription("Keeps connections")
    public static final class Hoarder implements Plugin<Void, Void> {
        private final List<Connection> all = new ArrayList<>();

        @Override
        public Void connectionAdded(Connection connection) {
            all.add(connection);
            return null;
        }
    }

    @Component
    @PluginName("ghost")
    @ServiceDescription("Uses its context after its end")
    public static final class Ghost implements Plugin<Void, Void> {
        private final List<Runnable> later = new ArrayList<>();

        @Override
        public void initialize(PluginContext<Void, Void> context) {
            later.forEach(Runnable::run);
            later.add(() -> {
                try {
                    context.logger().log(Level.INFO, "I am still there");
                } catch (IllegalStateException e) {
                    // that is what the rule is about
                }
            });
        }
    }

    @Component
    @PluginName("hook")
    @ServiceDescription("Leaves something of its classes where it outlives them")
    public static final class Hook implements Plugin<Void, Void> {
        @Override
        public void initialize(PluginContext<Void, Void> context) {
            System.getProperties().put(this, this);
        }
    }
}
