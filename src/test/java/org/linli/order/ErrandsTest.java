package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.Errand.Fate;
import org.linli.order.Errand.Given;
import org.linli.order.Errand.Mandate;
import org.linli.order.Errand.Paper;
import org.linli.order.Errand.Taken;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever runs an errand has a mandate, and no errand is over while a paper is out. */
@LinliTest
class ErrandsTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final Mandate MANDATE = new Mandate("陈邻安", Given.WRITTEN, "代领老年卡", TODAY.plusDays(30));
    private static final List<Taken> PAPERS =
            List.of(new Taken("身份证", false), new Taken("身份证", true), new Taken("照片", false));

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Errands errands;

    @Autowired
    Categories categories;

    private World.Quarter here;
    private UUID order;

    @BeforeEach
    void anErrandThatIsAccepted() {
        here = world.ningbao;
        order = placed("0702");
        UUID grid = here.gridWorker().organisation().orElseThrow();
        script.as(here.clerk()).dispatches(order, grid);
        script.as(here.gridWorker()).accepts(order);
    }

    private UUID placed(String category) {
        UUID id = Ids.at(java.time.Instant.now());
        return World.as(
                here.resident(),
                () -> orders.place(
                        id,
                        new Step.Place(category, "代办老年卡", here.home(), "", Channel.ONLINE, "陈邻安", Optional.empty())));
    }

    private void entrusts(Actor actor, Mandate mandate, List<Taken> papers) {
        World.as(actor, () -> {
            errands.entrust(order, mandate, papers);
            return null;
        });
    }

    private void settles(Actor actor, Map<UUID, Fate> fates, String to) {
        World.as(actor, () -> {
            errands.settle(order, fates, to);
            return null;
        });
    }

    private Errand errand() {
        return World.as(here.resident(), () -> errands.of(orders.order(order))).orElseThrow();
    }

    private Map<UUID, Fate> all(Fate fate, List<Paper> papers) {
        Map<UUID, Fate> fates = new LinkedHashMap<>();
        papers.forEach(paper -> fates.put(paper.id(), fate));
        return fates;
    }

    /** The mark is a place's to set: what is entrusted under it stays entrusted, also when it is taken away. */
    @Test
    void aPlaceSaysWhichKindsAreErrands() {
        marks("0806", true);
        order = placed("0806");
        UUID grid = here.gridWorker().organisation().orElseThrow();
        script.as(here.clerk()).dispatches(order, grid);
        script.as(here.gridWorker()).accepts(order);
        entrusts(here.gridWorker(), MANDATE, PAPERS);
        marks("0806", false);
        assertThat(script.as(here.gridWorker()).sees(order).papers()).isEqualTo(new Papers(true, 3));
        settles(here.gridWorker(), all(Fate.RETURNED, errand().out()), "本人");
        assertThat(errand().papers()).hasSize(3);
        UUID later = placed("0806");
        assertThat(script.as(here.clerk()).sees(later).papers()).isEqualTo(new Papers(false, 0));
        World.as(here.administrator(), () -> {
            categories.unset(here.community(), "0806");
            return null;
        });
    }

    private void marks(String category, boolean errand) {
        World.as(here.administrator(), () -> {
            Terms now = categories.terms(category, here.community());
            categories.set(
                    here.community(),
                    category,
                    new Terms(
                            now.limit(),
                            now.evidence(),
                            now.responsible(),
                            now.seen(),
                            now.urgent(),
                            errand,
                            now.filing(),
                            now.closing()),
                    true);
            return null;
        });
    }

    @Test
    void aMandateTakenAnewDoesNotWipeOutTheOneBefore() {
        entrusts(here.gridWorker(), MANDATE, List.of());
        assertThat(errand().earlier()).isEmpty();
        Mandate wider = new Mandate(MANDATE.principal(), MANDATE.given(), MANDATE.what() + "，再领一份表", MANDATE.until());
        entrusts(here.gridWorker(), wider, List.of());
        entrusts(here.gridWorker(), wider, List.of());
        assertThat(errand().mandate()).isEqualTo(wider);
        assertThat(errand().earlier()).extracting(Errand.Earlier::mandate).containsExactly(MANDATE);
    }

    @Test
    void fromTheMandateToTheLastPaper() {
        entrusts(here.gridWorker(), MANDATE, PAPERS);
        assertThat(errand().mandate()).isEqualTo(MANDATE);
        assertThat(errand().out()).extracting(Paper::name).containsExactly("身份证", "身份证", "照片");
        assertThat(script.as(here.gridWorker()).sees(order).papers()).isEqualTo(new Papers(true, 3));

        for (Step step : List.of(new Step.Finish("办好了", "在政务中心办的"), new Step.Return("办不了"))) {
            assertThatThrownBy(() -> script.as(here.gridWorker()).takes(order, step))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("order.papersOut");
        }
        assertThatThrownBy(() -> script.as(here.resident()).takes(order, new Step.Withdraw("不办了")))
                .hasMessageContaining("order.papersOut");

        Paper copy = errand().out().stream().filter(Paper::copy).findFirst().orElseThrow();
        settles(here.gridWorker(), Map.of(copy.id(), Fate.DESTROYED), "");
        settles(here.gridWorker(), all(Fate.RETURNED, errand().out()), "本人");
        assertThat(errand().out()).isEmpty();
        assertThat(errand().papers())
                .extracting(paper -> paper.fate().orElseThrow())
                .containsOnly(Fate.RETURNED, Fate.DESTROYED);
        script.as(here.gridWorker()).takes(order, new Step.Finish("老年卡办好了", "在政务中心办的"));

        List<String> line = World.as(here.resident(), () -> orders.timeline(orders.order(order))).stream()
                .map(Trace::detail)
                .filter(detail -> detail.containsKey("errand"))
                .map(detail -> detail.get("errand") + " " + detail.getOrDefault("to", ""))
                .toList();
        assertThat(line).containsExactly("taken ", "destroyed ", "returned 本人");
    }

    @Test
    void anOriginalIsNotDestroyedAndNothingGoesBackToNobody() {
        entrusts(here.gridWorker(), MANDATE, PAPERS);
        List<Paper> out = errand().out();
        Paper original = out.stream().filter(paper -> !paper.copy()).findFirst().orElseThrow();
        assertThatThrownBy(() -> settles(here.gridWorker(), Map.of(original.id(), Fate.DESTROYED), ""))
                .hasMessageContaining("errand.original");
        assertThatThrownBy(() -> settles(here.gridWorker(), all(Fate.RETURNED, out), " "))
                .hasMessageContaining("errand.receiver");
        assertThatThrownBy(() -> settles(here.gridWorker(), Map.of(), "本人")).hasMessageContaining("errand.which");
        settles(here.gridWorker(), Map.of(original.id(), Fate.RETURNED), "本人");
        assertThatThrownBy(() -> settles(here.gridWorker(), Map.of(original.id(), Fate.RETURNED), "本人"))
                .hasMessageContaining("errand.settledAlready");
        assertThatThrownBy(() -> settles(here.gridWorker(), Map.of(UUID.randomUUID(), Fate.RETURNED), "本人"))
                .hasMessageContaining("errand.settledAlready");
        assertThat(errand().out()).hasSize(2);
    }

    @Test
    void whatIsTakenBackFromItsHandlerStillGivesThePapersBack() {
        entrusts(here.gridWorker(), MANDATE, PAPERS);
        script.as(here.chief()).takes(order, new Step.Recall("他请假了"));
        assertThatThrownBy(() -> settles(here.gridWorker(), all(Fate.RETURNED, errand().out()), "本人"))
                .isInstanceOf(Refusal.class);
        settles(here.clerk(), all(Fate.RETURNED, errand().out()), "本人");
        assertThat(errand().out()).isEmpty();
    }

    @Test
    void onlyWhoWorksOnItTakesPapersAndOnlyWhereItIsDoneWithPapers() {
        for (Actor actor : List.of(here.clerk(), here.resident(), here.worker(), world.fangzhi.gridWorker())) {
            assertThatThrownBy(() -> entrusts(actor, MANDATE, PAPERS)).isInstanceOf(Refusal.class);
        }
        order = placed("02");
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        assertThatThrownBy(() -> entrusts(here.worker(), MANDATE, PAPERS)).hasMessageContaining("errand.notYours");
    }

    @Test
    void aMandateAndItsPapersAreBounded() {
        assertThatThrownBy(() -> new Mandate("", Given.SPOKEN, "代领", TODAY)).hasMessageContaining("errand.principal");
        assertThatThrownBy(() -> new Mandate("陈邻安", Given.SPOKEN, "领", TODAY)).hasMessageContaining("errand.what");
        assertThatThrownBy(() -> new Taken(" ", false)).hasMessageContaining("errand.paper");
        for (LocalDate day : List.of(TODAY.minusDays(1), TODAY.plusYears(1).plusDays(2))) {
            assertThatThrownBy(
                            () -> entrusts(here.gridWorker(), new Mandate("陈邻安", Given.SPOKEN, "代领老年卡", day), PAPERS))
                    .hasMessageContaining("errand.until");
        }
        List<Taken> many =
                IntStream.range(0, 11).mapToObj(n -> new Taken("材料" + n, false)).toList();
        assertThatThrownBy(() -> entrusts(here.gridWorker(), MANDATE, many)).hasMessageContaining("errand.papers");
        assertThatThrownBy(() -> entrusts(here.gridWorker(), MANDATE, List.of(PAPERS.getFirst(), PAPERS.getFirst())))
                .hasMessageContaining("errand.paperTwice");
        entrusts(here.gridWorker(), MANDATE, List.of());
        entrusts(here.gridWorker(), new Mandate("陈邻安的女儿", Given.SPOKEN, "代领老年卡和公交卡", TODAY), PAPERS);
        assertThat(errand().mandate().principal()).isEqualTo("陈邻安的女儿");
    }
}
