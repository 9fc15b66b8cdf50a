package org.linli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The drill 恢复演练: a back-up made while people write is restored elsewhere, and there everything is as it was. */
@Tag("long")
class RestoreDrillTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** What must be the same afterwards: who logs in, a number that is kept encrypted, and a photo. */
    private record Kept(DemoAccount clerk, String order, String photo, byte[] picture) {

        private static final String WORDS = "恢复演练：电梯停了";
        private static final String PHONE = "10000990001";

        static Kept at(String address, Database database) throws IOException, InterruptedException {
            DemoAccount account = database.accounts("-shequ").getFirst();
            Desk clerk = Desk.login(address, account);
            String order = clerk.register(address, WORDS, UUID.randomUUID().toString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String photo = database.one("select a.id from attachment a join matter m on m.id = a.matter"
                    + " where m.community = '" + account.community() + "' order by a.id limit 1");
            Kept kept = new Kept(account, order, photo, picture(clerk, address, photo));
            assertThat(kept.picture()).hasSizeGreaterThan(1000);
            kept.isAt(address);
            return kept;
        }

        void isAt(String address) throws IOException, InterruptedException {
            Desk again = Desk.login(address, clerk);
            assertThat(again.get(address, order).body()).contains(WORDS);
            String number = again.post(
                            address,
                            order + "/contact",
                            Map.of(),
                            UUID.randomUUID().toString())
                    .body()
                    .replaceAll("[ \u00a0-]", "");
            assertThat(number).contains(PHONE);
            assertThat(picture(again, address, photo)).isEqualTo(picture);
        }

        private static byte[] picture(Desk desk, String address, String photo)
                throws IOException, InterruptedException {
            return Desk.HTTP
                    .send(
                            desk.request(URI.create(address + "/photos/" + photo))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    @Test
    void theEmbeddedDatabaseCopiedWhileSixteenWrite() throws Exception {
        Path file = folder.resolve("linli.zip");
        Path said = folder.resolve("said.log");
        Path again = folder.resolve("again");
        Kept kept;
        List<String> before;
        try (Box box = new Box(folder).start()) {
            kept = Kept.at(box.address(), box.database());
            Writers writers = new Writers(box.address(), box.clerks(), "备份演练")
                    .resting(Duration.ofMillis(500))
                    .start(16, Integer.MAX_VALUE);
            writers.awaitMore(100);
            before = writers.answered();
            assertThat(Node.command(said, "backup", file.toString(), "--linli.data=" + box.data))
                    .as(() -> Node.said(said))
                    .isZero();
            writers.awaitMore(1);
            writers.finish();
            assertThat(writers.refused()).as("refused while it was copied").isEmpty();
            assertThat(writers.unheard()).isZero();
        }
        assertThat(Node.command(said, "restore", file.toString(), "--linli.data=" + again))
                .as(() -> Node.said(said))
                .isZero();
        try (Box box = new Box(again, folder.resolve("again.log")).start()) {
            kept.isAt(box.address());
            assertThat(box.database().orders("备份演练").keySet()).containsAll(before);
            Desk clerk = Desk.login(box.address(), kept.clerk());
            assertThat(clerk.register(box.address(), "恢复以后", UUID.randomUUID().toString())
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(Node.command(said, "verify", "--linli.data=" + again))
                .as(() -> Node.said(said))
                .isZero();
        assertThat(Node.said(said)).contains("Linli is running", "The back-up is whole", "The trail is whole");
    }

    @Test
    void anExternalDatabaseByItsOwnPrograms() throws Exception {
        Optional<Path> programs = InstalledPostgres.programs();
        if (programs.isEmpty()) {
            String missing = "no PostgreSQL server is installed (Debian: apt-get install postgresql)";
            assertThat(System.getenv("CI")).as(missing).isNull();
            Assumptions.abort(missing);
        }
        Path file = folder.resolve("linli.zip");
        Path said = folder.resolve("said.log");
        try (InstalledPostgres server = InstalledPostgres.start(programs.orElseThrow(), folder)) {
            server.create("linli");
            server.create("again");
            List<String> old = with(server.settings("linli"), "--linli.data=" + folder.resolve("old"));
            List<String> fresh = with(server.settings("again"), "--linli.data=" + folder.resolve("new"));
            Kept kept;
            int port = Node.freePort();
            try (Node node = Node.start(port, folder.resolve("linli.log"), old)) {
                kept = Kept.at(node.address(), server.database("linli"));
                assertThat(command(said, "backup", file, old))
                        .as(() -> Node.said(said))
                        .isZero();
            }
            assertThat(command(said, "restore", file, old)).isEqualTo(1);
            assertThat(Node.said(said)).contains("The database is not empty");
            assertThat(command(said, "restore", file, fresh))
                    .as(() -> Node.said(said))
                    .isZero();
            try (Node node = Node.start(port, folder.resolve("again.log"), fresh)) {
                kept.isAt(node.address());
                assertThat(server.database("again").fault()).isEmpty();
            }
            assertThat(Files.readString(folder.resolve("new/keys.json")))
                    .isEqualTo(Files.readString(folder.resolve("old/keys.json")));
            assertThat(Node.said(said)).doesNotContain(InstalledPostgres.PASSWORD);
        }
    }

    private static List<String> with(List<String> settings, String more) {
        List<String> all = new ArrayList<>(settings);
        all.add(more);
        return all;
    }

    private static int command(Path said, String verb, Path file, List<String> settings) {
        List<String> words = new ArrayList<>(List.of(verb, file.toString()));
        words.addAll(settings);
        return Node.command(said, words.toArray(String[]::new));
    }
}
