package org.linli.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Debian's broker 测试用消息代理, started by a test with settings of its own on a free port, stopped and started again. */
public final class Mosquitto implements AutoCloseable {

    public static final String USER = "linli";
    public static final String PASSWORD = "broker-password";

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    public final int port;
    private final Path folder;
    private @Nullable Process process;

    /** @param listener further lines for its listener, such as its certificates */
    public Mosquitto(List<String> listener) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(
                    "No broker for the tests of devices: apt-get install mosquitto (its system service is not needed)");
        }
        folder = Files.createTempDirectory("linli-mosquitto");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path passwords = folder.resolve("passwords");
        run("mosquitto_passwd", "-b", "-c", passwords.toString(), USER, PASSWORD);
        List<String> lines = new java.util.ArrayList<>(List.of(
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "allow_anonymous false",
                "password_file " + passwords,
                "persistence true",
                "persistence_location " + folder + "/",
                "log_dest file " + folder.resolve("log")));
        lines.addAll(listener);
        Files.write(folder.resolve("conf"), lines);
        start();
    }

    private static void run(String... command) throws IOException {
        try {
            Process done = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(done.getInputStream().readAllBytes());
            if (done.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void start() {
        try {
            process = new ProcessBuilder(
                            PROGRAM.toString(), "-c", folder.resolve("conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As a service is stopped: what it keeps is written down. */
    void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public void close() throws IOException {
        stop();
        FileSystemUtils.deleteRecursively(folder);
    }
}
