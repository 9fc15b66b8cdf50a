package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.State;
import org.linli.patrol.Filing;
import org.linli.patrol.Kind;
import org.linli.patrol.Moment;
import org.linli.patrol.Reports;
import org.linli.platform.attachment.Uploads;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A page that stayed open 旧页面: what somebody meant for one round is not taken in a later one, they are told so, and nothing that
 * they wrote is lost.
 */
@LinliTest
class StaleFormTest {

    private static final String CHANGED = "这件事刚刚有了变化";
    private static final Pattern FORM = Pattern.compile(
            "<form(?=[^>]*? method=\"post\")[^>]*? action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern SEEN = Pattern.compile("name=\"_seen\" value=\"([^\"]+)\"");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Reports reports;

    @LocalServerPort
    int port;

    @Test
    void aStepOfAnEarlierRoundIsNotTakenInALaterOne() {
        World.Quarter here = world.ningbao;
        UUID id = dispatched("电梯门关不上");
        Client worker = Client.of(port, sessions, here.worker());
        String path = "/desk/orders/" + id;
        String old = seen(worker.get(path).body(), path + "/accept");
        script.as(here.worker()).returns(id, "不归我们管");
        script.as(here.clerk()).dispatches(id, here.firm());

        HttpResponse<String> stale = worker.post(path + "/accept", form("下午就来", old));

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(CHANGED, ">下午就来</textarea>");
        assertThat(script.as(here.worker()).sees(id).state()).isEqualTo(State.DISPATCHED);
        String fresh = seen(stale.body(), path + "/accept");
        assertThat(fresh).isNotEqualTo(old);
        assertThat(worker.post(path + "/accept", form("下午就来", fresh)).statusCode())
                .isEqualTo(303);
        assertThat(script.as(here.worker()).sees(id).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void photosAndWordsAreKeptWhenSomebodyElseSpokeMeanwhile() throws IOException {
        World.Quarter here = world.ningbao;
        UUID id = dispatched("路灯不亮");
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).starts(id);
        Client worker = Client.of(port, sessions, here.worker());
        String path = "/desk/orders/" + id;
        String old = seen(worker.get(path).body(), path + "/finish");
        script.as(here.resident()).replies(id, "还有一盏也坏了");

        byte[] jpeg = Uploads.jpeg(Uploads.quarters(60, 40, BufferedImage.TYPE_INT_RGB));
        HttpResponse<String> stale = worker.post(path + "/finish", form("换了灯泡", old), "photos", jpeg);

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(CHANGED, ">换了灯泡</textarea>", "还有一盏也坏了");
        assertThat(stale.body()).containsPattern("src=\"/photos/[0-9a-f-]{36}/small\"");
        Matcher draft = Pattern.compile("name=\"draft\" value=\"([^\"]+)\"").matcher(stale.body());
        assertThat(draft.find()).isTrue();
        Map<String, String> again = new LinkedHashMap<>(form("换了两个灯泡", seen(stale.body(), path + "/finish")));
        again.put("draft", draft.group(1));
        assertThat(worker.post(path + "/finish", again).statusCode()).isEqualTo(303);
        assertThat(worker.get(path).body()).containsPattern("/photos/[0-9a-f-]{36}");
    }

    @Test
    void whatWasTypedStaysReadableWhereTheStepIsOpenNoMore() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("单元门坏了", here.home());
        Client chief = Client.of(port, sessions, here.chief());
        String path = "/desk/orders/" + id;
        String old = seen(chief.get(path).body(), path + "/decline");
        script.as(here.clerk()).dispatches(id, here.firm());

        HttpResponse<String> stale = chief.post(path + "/decline", form("这个门归开发商修", old));

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(CHANGED, ">这个门归开发商修</p>");
        assertThat(script.as(here.chief()).sees(id).state()).isEqualTo(State.DISPATCHED);

        // Out of reach altogether: the page is not found, and the words are still theirs.
        Client worker = Client.of(port, sessions, here.worker());
        String before = seen(worker.get(path).body(), path + "/return");
        script.as(here.clerk()).takes(id, new org.linli.order.Step.Recall("派错了"));
        HttpResponse<String> gone = worker.post(path + "/return", form("这个门归开发商修呀", before));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains(">这个门归开发商修呀</p>");
    }

    @Test
    void aResidentIsToldTheSame() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("水管漏了", here.home());
        Client resident = Client.of(port, sessions, here.resident());
        String old = seen(resident.get("/orders/" + id).body(), "/orders/" + id + "/withdraw");
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);

        HttpResponse<String> stale = resident.post("/orders/" + id + "/withdraw", form("不漏了，不用来", old));

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(CHANGED, "不漏了，不用来");
        assertThat(script.as(here.resident()).sees(id).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aFormSentAgainAfterItWasTakenIsAnsweredTheSame() {
        UUID id = dispatched("垃圾没清");
        Client worker = Client.of(port, sessions, world.ningbao.worker());
        String path = "/desk/orders/" + id;
        Map<String, String> form = form("收到", seen(worker.get(path).body(), path + "/accept"));
        String key = UUID.randomUUID().toString();
        assertThat(worker.post(path + "/accept", form, key).statusCode()).isEqualTo(303);
        assertThat(worker.post(path + "/accept", form, key).statusCode()).isEqualTo(303);
        assertThat(script.as(world.ningbao.worker()).sees(id).matter().version())
                .isEqualTo(3);
    }

    @Test
    void ofTenWhoSawTheSameOneIsFirst() throws Exception {
        UUID id = dispatched("井盖翘起来了");
        Client worker = Client.of(port, sessions, world.ningbao.worker());
        String path = "/desk/orders/" + id;
        String old = seen(worker.get(path).body(), path + "/return");
        worker.key();
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            Callable<Integer> send =
                    () -> worker.post(path + "/accept", form("我来", old)).statusCode();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer :
                    threads.invokeAll(IntStream.range(0, 10).mapToObj(n -> send).toList())) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnly(303, 409);
            assertThat(answers).filteredOn(status -> status == 303).hasSize(1);
        }
        assertThat(script.as(world.ningbao.worker()).sees(id).matter().version())
                .isEqualTo(3);
    }

    @Test
    void whatWasSeenIsAnIdAndAVersionOrIsRefused() {
        UUID id = dispatched("窗户关不上");
        Client worker = Client.of(port, sessions, world.ningbao.worker());
        for (String seen : List.of("", "x", id.toString(), id + ".", id + ".x", id + ".99999999999", id + "-3")) {
            assertThat(worker.post("/desk/orders/" + id + "/accept", form("收到", seen))
                            .statusCode())
                    .as(seen)
                    .isEqualTo(422);
        }
        // Of another matter it says nothing of this one; of one that is none neither.
        UUID other = script.as(world.fangzhi.resident()).places("别处的窗户", world.fangzhi.home());
        assertThat(worker.post("/desk/orders/" + id + "/accept", form("收到", other + ".7"))
                        .statusCode())
                .isEqualTo(303);
    }

    /** Whatever moves a matter says what was seen; only words that move nothing are taken whatever has happened. */
    @Test
    void everyFormOfAStepCarriesWhatWasSeen() {
        World.Quarter here = world.ningbao;
        List<String> without = new ArrayList<>();
        int forms = 0;
        for (State state : List.of(State.PLACED, State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS, State.DONE)) {
            UUID id = standing(state);
            for (var actor : List.of(here.resident(), here.clerk(), here.chief(), here.worker())) {
                String path = (actor.duty().staff() ? "/desk/orders/" : "/orders/") + id;
                Matcher found =
                        FORM.matcher(Client.of(port, sessions, actor).get(path).body());
                while (found.find()) {
                    String step = found.group(1).startsWith(path + "/")
                            ? found.group(1).substring(path.length() + 1)
                            : "";
                    if (!step.isEmpty() && !List.of("reply", "contact").contains(step)) {
                        forms++;
                        if (!found.group(2).contains("name=\"_seen\" value=\"" + id + ".")) {
                            without.add(state + " " + actor.duty() + " " + step);
                        }
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(forms).isGreaterThan(20);
    }

    @Test
    void whistlesAndReportsTellTheSame() {
        World.Quarter here = world.ningbao;
        UUID whistle = street.in(org.linli.whistle.State.DRAFT, here, "占道经营");
        Client leader = Client.of(port, sessions, street.leader);
        String path = "/desk/whistles/" + whistle;
        String old = seen(leader.get(path).body(), path + "/approve");
        street.takes(street.leader, whistle, new org.linli.whistle.Step.Return("写清楚是哪一家"));
        HttpResponse<String> stale = leader.post(path + "/approve", form("同意吹哨", old));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(CHANGED, "同意吹哨");

        UUID report = World.as(
                        here.resident(),
                        () -> reports.file(new Filing(
                                new org.linli.patrol.Step.File(Kind.HAZARD, here.compound(), Moment.NOW, "电线裸露"),
                                Optional.of(false),
                                true)))
                .orElseThrow();
        World.as(here.gridWorker(), () -> reports.take(report, new org.linli.patrol.Step.TakeUp()));
        Client clerk = Client.of(port, sessions, here.clerk());
        String there = "/desk/reports/" + report;
        String before = seen(clerk.get(there).body(), there + "/settle");
        World.as(here.gridWorker(), () -> reports.take(report, new org.linli.patrol.Step.Settle("包好了")));
        HttpResponse<String> late = clerk.post(there + "/settle", form("电工去过了", before));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains(CHANGED, "电工去过了");
    }

    private UUID dispatched(String words) {
        UUID id = script.as(world.ningbao.resident()).places(words, world.ningbao.home());
        script.as(world.ningbao.clerk()).dispatches(id, world.ningbao.firm());
        return id;
    }

    private UUID standing(State state) {
        UUID id = script.as(world.ningbao.resident()).places("看一看表单", world.ningbao.home());
        if (state != State.PLACED) {
            script.as(world.ningbao.clerk()).dispatches(id, world.ningbao.firm());
        }
        if (state == State.ACCEPTED || state == State.IN_PROGRESS || state == State.DONE) {
            script.as(world.ningbao.worker()).accepts(id);
        }
        if (state == State.IN_PROGRESS || state == State.DONE) {
            script.as(world.ningbao.worker()).starts(id);
        }
        if (state == State.DONE) {
            script.as(world.ningbao.worker()).finishes(id, "换了灯泡");
        }
        return id;
    }

    private static Map<String, String> form(String words, String seen) {
        return Map.of("words", words, "_seen", seen);
    }

    /** What the form of this step on a page says that was seen. */
    private static String seen(String body, String action) {
        Matcher forms = FORM.matcher(body);
        while (forms.find()) {
            Matcher seen = SEEN.matcher(forms.group(2));
            if (forms.group(1).equals(action) && seen.find()) {
                return seen.group(1);
            }
        }
        throw new AssertionError("No form for " + action);
    }
}
