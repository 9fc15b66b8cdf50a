package org.linli.platform.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.linli.platform.Settings;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.modulith.NamedInterface;

/**
 * Starts the embedded database while the application still reads its own classes 先行启动: each takes seconds, and neither needs
 * the other. For the application itself: a command that only reads its settings starts none.
 */
@NamedInterface("start")
public final class HeadStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private final CompletableFuture<EmbeddedPostgres> server = new CompletableFuture<>();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // While the jar is built the beans are only worked out, and nothing is started.
        if (!EmbeddedDatabase.wanted(context.getEnvironment())
                || Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            return;
        }
        Settings settings = Binder.get(context.getEnvironment()).bindOrCreate("linli", Settings.class);
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton("headStart", this);
        // An application that fails before it asks for the server stops it all the same.
        beans.registerDisposableBean("headStart", this::stop);
        Thread.ofPlatform().name("database-start").start(() -> {
            try {
                server.complete(EmbeddedDatabase.start(settings));
            } catch (RuntimeException | Error e) {
                server.completeExceptionally(e);
            }
        });
    }

    private void stop() {
        if (!server.handle((started, failed) -> failed != null).join()) {
            server.join().close();
        }
    }

    /** The running server, once it runs. Refuses as {@link EmbeddedPostgres#start} does. */
    EmbeddedPostgres server() {
        try {
            return server.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
