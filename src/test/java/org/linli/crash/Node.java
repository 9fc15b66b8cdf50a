package org.linli.crash;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.Linli;
import org.linli.LinliTest;

/** One Linli as a process of its own 节点: started, asked, and killed when the story wants it. */
final class Node implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(6);
    private static final boolean WORKED_OUT =
            Linli.class.getResource("Linli__ApplicationContextInitializer.class") != null;

    private final int port;
    private final Process process;
    private final Path log;

    private Node(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** Starts on the port with further settings, and waits until it serves; its words go to the log. */
    static Node start(int port, Path log, List<String> settings) {
        return start(port, log, List.of(), settings);
    }

    /** As {@link #start(int, Path, List)}, by way of another program that becomes it. */
    static Node start(int port, Path log, List<String> through, List<String> settings) {
        List<String> command = new ArrayList<>(through);
        command.addAll(java("-Xmx384m"));
        command.add("org.linli.Linli");
        command.add("--server.port=" + port);
        command.add("--linli.places.only=" + LinliTest.PLACES);
        command.add("--linli.demo=true");
        command.add("--linli.demo-orders=100");
        command.addAll(settings);
        Node node = new Node(port, run(command, log), log);
        node.awaitReady();
        return node;
    }

    /** Runs one command of Linli to its end; gives back its exit code. */
    static int command(Path log, String... words) {
        List<String> command = new ArrayList<>(java("-Xmx256m"));
        command.add("org.linli.Linli");
        command.addAll(List.of(words));
        Process process = run(command, log);
        try {
            if (!process.waitFor(6, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(words[0] + " does not end: " + said(log));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String said(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application without its tests, on the Java of the tests. */
    private static List<String> java(String heap) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String path = Stream.of(classes.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=Asia/Shanghai",
                // As docs/operations.md says for a faster start; made where Maven itself runs on Java 25.
                "-Dspring.aot.enabled=" + WORKED_OUT,
                "-cp",
                path);
    }

    private static Process run(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("Linli ended at its start: " + said(log));
            }
            return status("/actuator/health/readiness") == 200;
        });
    }

    /** What a page answers; 0 while nobody answers. */
    int status(String path) {
        try {
            return Desk.HTTP
                    .send(
                            HttpRequest.newBuilder(URI.create(address() + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    String said() {
        return said(log);
    }

    /** As {@code kill -9}: nothing is ended in order. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends in order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
