package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Drafts;
import org.linli.order.State;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.web.Client.Upload;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever chose photos never chooses them again, whatever else of the form was refused. */
@LinliTest
class KeptPhotosTest {

    private static final Pattern DRAFT = Pattern.compile("name=\"draft\" value=\"([0-9a-f-]{36})\"");
    private static final Pattern THUMBNAIL = Pattern.compile("src=\"/photos/([0-9a-f-]{36})/small\"");
    private static final Upload NO_PHOTO = new Upload("<b>说明.txt", "no photo".getBytes(StandardCharsets.UTF_8));
    private static final Upload HEIC =
            new Upload("C:\\photos\\IMG_1.HEIC", "\0\0\0\30ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Attachments attachments;

    @Autowired
    Drafts drafts;

    @LocalServerPort
    int port;

    private Client clerk;
    private Client worker;

    @BeforeEach
    void twoWhoSendPhotos() {
        clerk = Client.of(port, sessions, world.ningbao.clerk());
        worker = Client.of(port, sessions, world.ningbao.worker());
    }

    @Test
    void aPhotoSurvivesAFieldThatIsRefusedAndAFileThatIsNone() {
        HttpResponse<String> refused =
                send(clerk, "/desk/orders/new", registered("", ""), List.of(photo(1), NO_PHOTO, HEIC));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("&lt;b&gt;说明.txt：这不是能用的照片", "IMG_1.HEIC：这张照片是 HEIC 格式", "楼道灯坏了")
                .doesNotContain("<b>说明", "C:\\photos");
        List<UUID> kept = thumbnails(refused.body());
        assertThat(kept).hasSize(1);
        assertThat(clerk.get("/photos/" + kept.getFirst()).statusCode()).isEqualTo(200);
        assertThat(worker.get("/photos/" + kept.getFirst()).statusCode())
                .as("nobody else sees it yet")
                .isEqualTo(404);

        HttpResponse<String> taken =
                send(clerk, "/desk/orders/new", registered("李邻喜", draft(refused.body())), List.of(photo(2)));
        assertThat(taken.statusCode()).isEqualTo(303);
        List<Picture> hung = photos(world.ningbao.clerk(), order(taken));
        assertThat(hung).extracting(Picture::purpose).containsExactly(Purpose.BEFORE, Purpose.BEFORE);
        assertThat(hung).extracting(Picture::id).contains(kept.getFirst());
    }

    @Test
    void whoeverLooksForAPlaceKeepsTheirPhotos() {
        Map<String, String> form = registered("李邻喜", "");
        form.put("q", "宁宝世家");
        form.put("find", "1");
        HttpResponse<String> searched = send(clerk, "/desk/orders/new", form, List.of(photo(1)));
        assertThat(searched.statusCode()).isEqualTo(200);
        assertThat(thumbnails(searched.body())).hasSize(1);
        form.put("find", "2");
        assertThat(send(clerk, "/desk/orders/new", form, List.of(HEIC)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void theHandlersPhotosAreOfTheWorkDone() {
        String path = "/desk/orders/" + underWay() + "/finish";
        HttpResponse<String> refused = send(worker, path, Map.of("words", ""), List.of(photo(1), photo(2)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(thumbnails(refused.body())).hasSize(2);
        UUID unwanted = thumbnails(refused.body()).getFirst();
        HttpResponse<String> again = send(
                worker,
                path,
                Map.of("words", "", "draft", draft(refused.body()), "remove", unwanted.toString()),
                List.of());
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(thumbnails(again.body())).hasSize(1).doesNotContain(unwanted);
        HttpResponse<String> taken =
                send(worker, path, Map.of("words", "换了灯泡", "draft", draft(again.body())), List.of());
        assertThat(taken.statusCode()).isEqualTo(303);
        UUID order = order(taken);
        assertThat(script.as(world.ningbao.worker()).sees(order).state()).isEqualTo(State.DONE);
        assertThat(photos(world.ningbao.worker(), order))
                .extracting(Picture::purpose)
                .containsExactly(Purpose.AFTER);
    }

    @Test
    void whoeverRemovesTheirLastPhotoSaysWhyThereIsNone() {
        String path = "/desk/orders/" + underWay() + "/finish";
        HttpResponse<String> refused = send(worker, path, Map.of("words", ""), List.of(photo(1)));
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "words", "换了灯泡",
                "draft", draft(refused.body()),
                "remove", thumbnails(refused.body()).getFirst().toString()));
        HttpResponse<String> without = send(worker, path, form, List.of());
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("没有照片，就写一句原因", "换了灯泡");
        form.put("noPhoto", "在住户家里");
        assertThat(send(worker, path, form, List.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void theSeventhIsRefusedAndTheSixStay() {
        List<Upload> seven =
                IntStream.rangeClosed(1, 7).mapToObj(KeptPhotosTest::photo).toList();
        HttpResponse<String> refused = send(clerk, "/desk/orders/new", registered("李邻喜", ""), seven);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("7.png：最多放 6 张照片");
        assertThat(thumbnails(refused.body())).hasSize(6);
        String draft = draft(refused.body());
        HttpResponse<String> eighth = send(clerk, "/desk/orders/new", registered("李邻喜", draft), List.of(photo(8)));
        assertThat(eighth.statusCode()).isEqualTo(422);
        HttpResponse<String> taken = send(clerk, "/desk/orders/new", registered("李邻喜", draft), List.of());
        assertThat(photos(world.ningbao.clerk(), order(taken))).hasSize(6);
    }

    @Test
    void aResidentKeepsTheCleanOneToo() {
        Client chen = Client.of(port, sessions, world.ningbao.resident());
        String path = "/orders/new/photo";
        thumbnails(chen.get(path).body()).forEach(id -> chen.post(path, Map.of("remove", id.toString())));
        HttpResponse<String> refused = send(chen, path, Map.of(), List.of(HEIC, photo(1)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("IMG_1.HEIC：", "别的照片都替您留着");
        assertThat(thumbnails(refused.body())).hasSize(1);
        assertThat(send(chen, path, Map.of(), List.of(photo(1))).statusCode()).isEqualTo(303);
        assertThat(thumbnails(chen.get(path).body()))
                .as("the same photo twice is one")
                .hasSize(1);
    }

    @Test
    void anotherPersonsDraftHoldsNothingAndNonsenseIsNoDraft() {
        HttpResponse<String> refused = send(clerk, "/desk/orders/new", registered("", ""), List.of(photo(1)));
        String draft = draft(refused.body());
        String path = "/desk/orders/" + underWay() + "/finish";
        HttpResponse<String> stolen = send(
                worker,
                path,
                Map.of(
                        "words",
                        "换了灯泡",
                        "draft",
                        draft,
                        "remove",
                        thumbnails(refused.body()).getFirst().toString()),
                List.of());
        assertThat(stolen.statusCode()).as("no photo, and no reason why").isEqualTo(422);
        assertThat(thumbnails(stolen.body())).isEmpty();
        HttpResponse<String> theirs = send(worker, path, Map.of("words", "换了灯泡", "draft", draft), List.of(photo(2)));
        assertThat(photos(world.ningbao.worker(), order(theirs))).hasSize(1);
        HttpResponse<String> mine = send(clerk, "/desk/orders/new", registered("李邻喜", draft), List.of());
        assertThat(photos(world.ningbao.clerk(), order(mine)))
                .as("it is still there")
                .hasSize(1);
        assertThat(send(clerk, "/desk/orders/new", registered("李邻喜", "’ or 1=1"), List.of(photo(3)))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void theSameFormTwiceIsOneOrderWithItsPhotosOnce() {
        HttpResponse<String> refused = send(clerk, "/desk/orders/new", registered("", ""), List.of(photo(1)));
        Map<String, String> form = registered("李邻喜", draft(refused.body()));
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = clerk.post("/desk/orders/new", form, "photos", List.of(photo(2)), key);
        HttpResponse<String> again = clerk.post("/desk/orders/new", form, "photos", List.of(photo(2)), key);
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(order(again)).isEqualTo(order(first));
        assertThat(photos(world.ningbao.clerk(), order(first))).hasSize(2);
        assertThat(World.as(world.ningbao.clerk(), () -> attachments.ofDraft(UUID.fromString(form.get("draft")))))
                .as("nothing is left behind")
                .isEmpty();
    }

    @Test
    void whatNobodyCameBackToIsForgottenAfterThirtyDays() {
        HttpResponse<String> refused = send(clerk, "/desk/orders/new", registered("", ""), List.of(photo(1)));
        UUID draft = UUID.fromString(draft(refused.body()));
        Instant now = Instant.now();
        WallClock.at(now.plus(Duration.ofDays(29)), drafts::forget);
        assertThat(World.as(world.ningbao.clerk(), () -> attachments.ofDraft(draft)))
                .hasSize(1);
        Actor chen = world.ningbao.resident();
        send(Client.of(port, sessions, chen), "/orders/new/photo", Map.of(), List.of(photo(9)));
        Drafts.Asked asked = World.as(chen, drafts::mine);
        WallClock.at(now.plus(Duration.ofDays(25)), () -> Acting.run(chen, () -> drafts.keep(asked)));
        WallClock.at(now.plus(Duration.ofDays(31)), drafts::forget);
        assertThat(World.as(world.ningbao.clerk(), () -> attachments.ofDraft(draft)))
                .isEmpty();
        assertThat(World.as(chen, () -> attachments.ofDraft(asked.id())))
                .as("of an order that is still being asked")
                .isNotEmpty();
        WallClock.at(now.plus(Duration.ofDays(60)), drafts::forget);
        assertThat(World.as(chen, () -> attachments.ofDraft(asked.id()))).isEmpty();
        assertThat(World.as(chen, drafts::mine).id()).isNotEqualTo(asked.id());
    }

    private UUID underWay() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("楼道灯坏了", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).starts(order);
        return order;
    }

    private Map<String, String> registered(String name, String draft) {
        return new LinkedHashMap<>(Map.of(
                "channel", "PHONE",
                "name", name,
                "category", "02",
                "words", "楼道灯坏了",
                "place", world.ningbao.home().value(),
                "when", "ANY",
                "join", "none",
                "draft", draft));
    }

    private static HttpResponse<String> send(Client who, String path, Map<String, String> form, List<Upload> files) {
        return who.post(path, form, "photos", files, UUID.randomUUID().toString());
    }

    private List<Picture> photos(Actor who, UUID order) {
        return World.as(who, () -> attachments.ofMatter(order));
    }

    private static UUID order(HttpResponse<String> taken) {
        String where = taken.headers().firstValue("Location").orElseThrow(() -> new AssertionError(taken.body()));
        return UUID.fromString(where.substring(where.lastIndexOf('/') + 1));
    }

    private static String draft(String body) {
        Matcher found = DRAFT.matcher(body);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static List<UUID> thumbnails(String body) {
        List<UUID> found = new ArrayList<>();
        Matcher matcher = THUMBNAIL.matcher(body);
        while (matcher.find()) {
            found.add(UUID.fromString(matcher.group(1)));
        }
        return found;
    }

    /** A picture unlike those of other numbers. */
    private static Upload photo(int number) {
        BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillRect(0, 0, number * 6, 40);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Upload(number + ".png", png.toByteArray());
    }
}
