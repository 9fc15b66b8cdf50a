package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** One machine 单机: a data folder with the demo world, and the Linli that runs on it. */
final class Box implements AutoCloseable {

    private static final Path MADE = made();

    final Path data;
    final int port = Node.freePort();
    final List<String> settings = new ArrayList<>();

    private final Path log;
    private Node node;

    /** A copy of the demo world in an own folder. */
    Box(Path folder) {
        this(folder.resolve("data"), folder.resolve("linli.log"));
        copy(MADE, data);
    }

    /** Whatever is in the data folder. */
    Box(Path data, Path log) {
        this.data = data;
        this.log = log;
    }

    Box start() {
        List<String> all = new ArrayList<>(settings);
        all.add("--linli.data=" + data);
        node = Node.start(port, log, all);
        return this;
    }

    Node node() {
        return node;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    Database database() {
        return Database.in(data);
    }

    List<Desk> clerks() throws IOException, InterruptedException {
        List<Desk> desks = new ArrayList<>();
        for (DemoAccount account : database().accounts("-shequ")) {
            desks.add(Desk.login(address(), account));
        }
        return desks;
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
    }

    /** The data folder of the demo world, to be copied. */
    static Path world() {
        return MADE;
    }

    /** The demo world is made once for all boxes. */
    private static Path made() {
        try {
            Path folder = Files.createTempDirectory("linli-box");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            try (Box box = new Box(folder.resolve("data"), folder.resolve("linli.log"))) {
                box.start();
            }
            return folder.resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try {
            Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .inheritIO()
                    .start();
            assertThat(copy.waitFor()).as("cp").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
