package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.ServiceCard.Standing;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** A card is good from its first day to its last, as often as it says; what nobody worked on was not used. */
@LinliTest
class ServiceCardsTest {

    private static final LocalDate FIRST = LocalDate.of(2027, 12, 30);

    private static int numbers;

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    ServiceCards cards;

    @Autowired
    Orders orders;

    private static String number() {
        return "FW-%04d".formatted(++numbers);
    }

    private static void on(LocalDate day, Runnable work) {
        WallClock.at(Instant.parse(day + "T10:00:00+08:00"), work);
    }

    private UUID issued(String number, Optional<Integer> yearly) {
        World.Quarter here = world.ningbao;
        return World.as(
                here.clerk(),
                () -> cards.issue(new ServiceCards.Issue(
                        here.resident().self(), number, "水电小修", yearly, FIRST, FIRST.plusDays(10))));
    }

    private static Step.Place calling(World.Quarter here) {
        return new Step.Place("02", "水龙头漏了", here.home(), "", Channel.PHONE, "陈邻安", Optional.empty());
    }

    private UUID uses(Actor actor, String number) {
        return World.as(
                actor,
                () -> orders.place(Ids.at(Instant.now()), calling(world.ningbao), new Heard(Optional.empty(), number)));
    }

    private String refused(String number) {
        try {
            uses(world.ningbao.clerk(), number);
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private ServiceCard seen(UUID id) {
        return World.as(world.ningbao.clerk(), () -> cards.card(id));
    }

    @Test
    void fromItsFirstDayToItsLast() {
        String number = number();
        UUID id = issued(number, Optional.empty());
        on(FIRST.minusDays(1), () -> {
            assertThat(refused(number)).isEqualTo("order.cardNotYet");
            assertThat(seen(id).on(FIRST.minusDays(1))).isEqualTo(Standing.NOT_YET);
        });
        on(FIRST, () -> assertThat(refused(number)).isEmpty());
        on(
                FIRST.plusDays(10),
                () -> assertThat(refused(number.toLowerCase(java.util.Locale.ROOT) + " "))
                        .isEmpty());
        on(FIRST.plusDays(11), () -> assertThat(refused(number)).isEqualTo("order.cardExpired"));
    }

    @Test
    void asOftenAYearAsItSaysAndWhatNobodyWorkedOnIsGivenBack() {
        World.Quarter here = world.ningbao;
        String number = number();
        UUID id = issued(number, Optional.of(2));
        on(FIRST, () -> {
            UUID first = uses(here.clerk(), number);
            uses(here.clerk(), number);
            assertThat(refused(number)).isEqualTo("order.cardUsedUp");
            script.as(here.clerk()).takes(first, new Step.Decline("今天没有师傅"));
            assertThat(seen(id).left()).contains(1);
            assertThat(refused(number)).isEmpty();
            assertThat(World.as(here.clerk(), () -> cards.ledger(cards.card(id))))
                    .hasSize(3)
                    .filteredOn(ServiceCards.Use::counts)
                    .hasSize(2);
        });
        on(LocalDate.of(2028, 1, 1), () -> {
            assertThat(seen(id).used()).isZero();
            assertThat(refused(number)).isEmpty();
        });
    }

    @Test
    void itsHolderIsWhoAsksAndTheLineSaysSo() {
        World.Quarter here = world.ningbao;
        String number = number();
        issued(number, Optional.empty());
        on(FIRST, () -> {
            UUID order = uses(here.clerk(), number);
            assertThat(script.as(here.resident()).sees(order).matter().requester())
                    .isEqualTo(here.resident().person());
            assertThat(World.as(
                                    here.clerk(),
                                    () -> orders.timeline(orders.order(order)).getFirst())
                            .detail())
                    .containsEntry("card", number);
            assertThat(World.as(here.resident(), () -> cards.mine()).map(ServiceCard::number))
                    .isPresent();
        });
    }

    @Test
    void theHolderUsesTheirOwnAndNobodyElses() {
        World.Quarter here = world.ningbao;
        String number = number();
        UUID id = issued(number, Optional.empty());
        Actor other = Actor.resident(here.clerk().self(), here.clerk().name(), Optional.of(here.community()));
        on(FIRST, () -> {
            Step.Place online = new Step.Place("02", "灯坏了", here.home(), "", Channel.ONLINE, "陈邻安", Optional.empty());
            Heard heard = new Heard(Optional.empty(), number);
            World.as(here.resident(), () -> orders.place(Ids.at(Instant.now()), online, heard));
            assertThatThrownBy(() -> World.as(other, () -> orders.place(Ids.at(Instant.now()), online, heard)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("order.cardUnknown");
        });
        assertThat(World.as(here.resident(), () -> cards.card(id)).number()).isEqualTo(number);
        for (Actor nobody : List.of(other, here.worker(), world.fangzhi.clerk())) {
            assertThatThrownBy(() -> World.as(nobody, () -> cards.card(id)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("notFound");
        }
    }

    @Test
    void ofManyAtOnceOneHasTheLastUse() throws Exception {
        World.Quarter here = world.ningbao;
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        String number = number();
        UUID id = World.as(
                here.clerk(),
                () -> cards.issue(new ServiceCards.Issue(
                        here.resident().self(), number, "理发", Optional.of(1), today, today.plusDays(1))));
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> refused(number));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> call : many.invokeAll(calls)) {
                answers.add(call.get());
            }
            assertThat(answers).filteredOn(String::isEmpty).hasSize(1);
            assertThat(answers).filteredOn(code -> !code.isEmpty()).containsOnly("order.cardUsedUp");
        }
        assertThat(seen(id).used()).isEqualTo(1);
    }

    @Test
    void anEndedCardIsOverAndItsNumberIsTaken() {
        World.Quarter here = world.ningbao;
        String number = number();
        UUID id = issued(number, Optional.empty());
        assertThatThrownBy(() -> issued(number, Optional.empty())).hasMessageContaining("card.taken");
        World.as(here.clerk(), () -> {
            cards.end(id, "卡丢了");
            return null;
        });
        assertThatThrownBy(() -> World.as(here.clerk(), () -> {
                    cards.end(id, "又丢了");
                    return null;
                }))
                .hasMessageContaining("card.endedAlready");
        on(FIRST, () -> assertThat(refused(number)).isEqualTo("order.cardEnded"));
        assertThat(World.as(here.clerk(), () -> cards.page(number, Optional.empty()))
                        .items())
                .extracting(ServiceCard::id)
                .containsExactly(id);
    }

    @Test
    void badCardsAreNotIssued() {
        UUID person = world.ningbao.resident().self();
        LocalDate day = FIRST;
        for (String number : List.of("", "F", "卡一", "F".repeat(21), "FW 1")) {
            assertThatThrownBy(
                            () -> new ServiceCards.Issue(person, number, "理发", Optional.empty(), day, day.plusDays(1)))
                    .hasMessageContaining("card.number");
        }
        assertThatThrownBy(() -> new ServiceCards.Issue(person, "FW-1", "", Optional.empty(), day, day.plusDays(1)))
                .hasMessageContaining("card.covers");
        assertThatThrownBy(() -> new ServiceCards.Issue(person, "FW-1", "理发", Optional.of(0), day, day.plusDays(1)))
                .hasMessageContaining("card.yearly");
        for (LocalDate until : List.of(day.minusDays(1), day.plusYears(10).plusDays(1))) {
            assertThatThrownBy(() -> new ServiceCards.Issue(person, "FW-1", "理发", Optional.empty(), day, until))
                    .hasMessageContaining("card.until");
        }
        for (Actor actor : List.of(
                world.ningbao.gridWorker(), world.ningbao.worker(), world.ningbao.resident(), world.fangzhi.clerk())) {
            assertThatThrownBy(() -> World.as(
                            actor,
                            () -> cards.issue(new ServiceCards.Issue(
                                    person, number(), "理发", Optional.empty(), day, day.plusDays(1)))))
                    .isInstanceOf(Refusal.class);
        }
    }
}
