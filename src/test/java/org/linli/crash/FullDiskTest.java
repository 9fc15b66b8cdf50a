package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the data folder runs full: people are told so in words and read on, and nothing is lost or half written. */
@Tag("long")
class FullDiskTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int DISK = 480;

    /** A disk of its own for the data folder, in a namespace that ends with the process: no right is needed for it. */
    private static final String MOUNT =
            "mount -t tmpfs -o size=" + DISK + "m linli \"$0\" && cp -a \"$1/.\" \"$0/\" && shift && exec \"$@\"";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @BeforeAll
    static void namespaces() throws Exception {
        Process probe = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "linli", "/mnt")
                .redirectErrorStream(true)
                .start();
        String said = new String(probe.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (probe.waitFor() != 0) {
            assertThat(System.getenv("CI"))
                    .as("this machine lets nobody mount a small disk: " + said)
                    .isNull();
            Assumptions.abort("This machine lets nobody mount a small disk: " + said);
        }
    }

    @Test
    void belowTheLeastFreeSpacePeopleReadOnAndWriteAgainWhenThereIsRoom() throws Exception {
        try (Node node = start("--linli.least-free=100MB")) {
            Path data = data(node);
            Desk clerk = clerks(node).getFirst();
            String once = UUID.randomUUID().toString();
            fill(data, 60);
            HttpResponse<String> refused = clerk.register(node.address(), "磁盘演练：楼道灯坏了", once);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body())
                    .contains("存储空间快用完了", "磁盘演练：楼道灯坏了", "再交一次")
                    .doesNotContain("Exception");
            assertThat(Database.in(data).orders("磁盘演练")).isEmpty();
            assertThat(node.status("/actuator/health")).isEqualTo(503);
            assertThat(node.status("/actuator/health/readiness"))
                    .as("a proxy goes on sending readers here")
                    .isEqualTo(200);
            // Whoever was away for a while is written down as here again, however little room there is.
            Database.in(data).change("update session set seen_at = seen_at - interval '1 hour'");
            // The database lets nobody new in while it cannot note what it knows of its own tables: what the test asks,
            // it asks before.
            String order = orderOf(node, clerk);
            DemoAccount resident = Database.in(data).accounts("-jumin").getFirst();
            fill(data, 0);
            everythingIsRead(node, clerk, order);
            Desk.login(node.address(), resident);
            empty(data);
            assertThat(clerk.register(node.address(), "磁盘演练：楼道灯坏了", once).statusCode())
                    .isEqualTo(303);
            assertThat(Database.in(data).orders("磁盘演练")).hasSize(1);
            assertThat(Database.in(data).fault()).isEmpty();
            assertThat(node.status("/actuator/health")).isEqualTo(200);
        }
    }

    @Test
    void whenTheDatabaseItselfHasNoRoomNothingIsLostOrDoubled() throws Exception {
        try (Node node = start("--linli.least-free=0MB")) {
            Path data = data(node);
            Writers writers =
                    new Writers(node.address(), clerks(node), "写满演练" + "长".repeat(500)).start(16, Integer.MAX_VALUE);
            writers.awaitMore(50);
            fill(data, 0);
            writers.awaitRefusal();
            empty(data);
            writers.awaitMore(50);
            writers.finish();
            assertThat(writers.refused())
                    .allSatisfy(answer -> assertThat(answer.body())
                            .containsAnyOf("存储空间快用完了", "系统正在恢复")
                            .contains("再交一次", "写满演练")
                            .doesNotContain("Exception"));
            writers.areAllThereOnce(Database.in(data));
            assertThat(node.alive()).isTrue();
        }
    }

    private static String orderOf(Node node, Desk clerk) {
        return Database.in(data(node))
                .one("select id from matter where community = '"
                        + clerk.account().community() + "' limit 1");
    }

    private static void everythingIsRead(Node node, Desk clerk, String order) throws IOException, InterruptedException {
        for (String path : List.of("/desk", "/desk/orders/" + order, "/inbox", "/p", "/desk/orders/new")) {
            assertThat(clerk.get(node.address(), path).statusCode()).as(path).isIn(200, 303);
        }
    }

    private Node start(String setting) throws IOException {
        Path mounted = Files.createDirectories(folder.resolve("data"));
        List<String> through = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                MOUNT,
                mounted.toString(),
                Box.world().toString()));
        return Node.start(
                Node.freePort(), folder.resolve("linli.log"), through, List.of("--linli.data=" + mounted, setting));
    }

    /** The data folder as the process sees it. */
    private static Path data(Node node) {
        try {
            String mounted = Files.readAllLines(Path.of("/proc/" + node.pid() + "/mounts")).stream()
                    .filter(line -> line.startsWith("linli "))
                    .map(line -> line.split(" ")[1])
                    .findFirst()
                    .orElseThrow();
            return Path.of("/proc/" + node.pid() + "/root" + mounted);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Desk> clerks(Node node) throws IOException, InterruptedException {
        List<Desk> desks = new ArrayList<>();
        for (DemoAccount account : Database.in(data(node)).accounts("-shequ")) {
            desks.add(Desk.login(node.address(), account));
        }
        return desks;
    }

    /** Leaves so many megabytes free; none means not a byte. */
    private static void fill(Path data, int left) throws Exception {
        long free = data.toFile().getUsableSpace() - (long) left * MEGABYTE;
        Path ballast = data.resolve("ballast-" + left);
        Process dd = new ProcessBuilder(
                        "dd", "if=/dev/zero", "of=" + ballast, "bs=1M", "count=" + (left == 0 ? DISK : free / MEGABYTE))
                .redirectErrorStream(true)
                .start();
        dd.getInputStream().readAllBytes();
        dd.waitFor();
        assertThat(data.toFile().getUsableSpace()).isLessThanOrEqualTo((left + 1L) * MEGABYTE);
    }

    private static void empty(Path data) throws IOException {
        Files.deleteIfExists(data.resolve("ballast-0"));
        Files.deleteIfExists(data.resolve("ballast-60"));
        await().atMost(Duration.ofSeconds(60)).until(() -> data.toFile().getUsableSpace() > 100L * MEGABYTE);
    }
}
