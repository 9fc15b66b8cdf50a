package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Photo;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

/** What a grid worker finds on a round: through all seven stages, or settled on the spot. */
@LinliTest
class RoundTest {

    @Autowired
    ServiceCards cards;

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    OrderLists lists;

    @Autowired
    OrderCounts counts;

    @Autowired
    Attachments attachments;

    @Autowired
    Clock clock;

    @Test
    void aFindGoesThroughAllSevenStages() {
        World.Quarter here = world.ningbao;
        UUID id = as(here.gridWorker(), () -> orders.place(Ids.at(clock.instant()), found()));
        assertThat(order(id).state().stage()).isEqualTo(Stage.FILING);
        script.as(here.clerk()).dispatches(id, here.firm());
        assertThat(order(id).state().stage()).isEqualTo(Stage.HANDLING);
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "清走了");
        assertThat(order(id).state().stage()).isEqualTo(Stage.VERIFICATION);
        assertThat(as(
                                here.gridWorker(),
                                () -> lists.inbox(
                                        OrderLists.Tab.TO_VERIFY,
                                        new OrderLists.Filter("", "", Optional.empty(), Optional.empty()),
                                        Optional.empty()))
                        .items())
                .extracting(OrderLists.Row::id)
                .contains(id);

        assertThatThrownBy(() -> script.as(here.worker()).takes(id, new Step.Verify(true, "")))
                .as("nobody verifies their own work")
                .isInstanceOf(Refusal.class);
        script.as(here.gridWorker()).takes(id, new Step.Verify(false, "旧沙发还在"));
        assertThat(order(id).state()).isEqualTo(State.IN_PROGRESS);
        script.as(here.worker()).finishes(id, "这次清走了");
        script.as(here.gridWorker()).takes(id, new Step.Verify(true, "清了"));
        assertThat(order(id).state().stage()).isEqualTo(Stage.EVALUATION);
        script.as(here.clerk()).closes(id);
        assertThat(order(id).state().stage()).isEqualTo(Stage.OVER);
        assertThat(order(id).reworks()).isEqualTo(1);
    }

    @Test
    void whatAResidentAskedForIsTheirsToRateAfterItsVerificationToo() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道灯坏了", here.home());
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "换了灯泡");
        script.as(here.gridWorker()).takes(id, new Step.Verify(true, ""));
        assertThat(order(id).open(here.clerk())).doesNotContain("close");
        assertThatThrownBy(() -> script.as(here.clerk()).closes(id)).isInstanceOf(Refusal.class);
        script.as(here.resident()).rates(id, 2, false);
        assertThat(order(id).state()).isEqualTo(State.REOPENED);
    }

    @Test
    void whatIsSettledOnTheSpotIsOneStepWithAPhotoAndCountedApart() throws IOException {
        World.Quarter here = world.ningbao;
        Photo photo = photo();
        UUID draft = Ids.at(clock.instant());
        UUID id = Ids.at(clock.instant());
        Step.Finish done = new Step.Finish("把堵住的地漏通了", "");
        YearMonth month = YearMonth.now(clock);
        long before = as(here.clerk(), () -> counts.of(here.community(), month))
                .total()
                .placed();
        assertThatThrownBy(() -> as(here.gridWorker(), () -> orders.fix(id, found(), done, draft)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.photoNeeded");
        as(here.gridWorker(), () -> {
            attachments.addToDraft(draft, photo);
            return orders.fix(id, found(), done, draft);
        });
        Order fixed = order(id);
        assertThat(fixed.state()).isEqualTo(State.CLOSED);
        assertThat(fixed.doneAt()).isPresent();
        List<Trace> line = as(here.clerk(), () -> orders.timeline(fixed));
        assertThat(line).extracting(Trace::step).containsExactly("fix");
        assertThat(line.getFirst().words()).isEqualTo("把堵住的地漏通了");
        assertThat(as(here.clerk(), () -> counts.of(here.community(), month))
                        .total()
                        .placed())
                .as("counted apart")
                .isEqualTo(before);
        assertThatThrownBy(() -> as(here.resident(), () -> orders.fix(Ids.at(clock.instant()), found(), done, draft)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aCardAndALanguageHeardWithWhatIsSettledOnTheSpotAreKept() throws IOException {
        World.Quarter here = world.ningbao;
        Photo photo = photo();
        UUID draft = Ids.at(clock.instant());
        UUID id = Ids.at(clock.instant());
        String number = "XC-0001";
        UUID card = as(
                here.clerk(),
                () -> cards.issue(new ServiceCards.Issue(
                        here.resident().self(),
                        number,
                        "水电小修",
                        Optional.of(1),
                        java.time.LocalDate.now(clock),
                        java.time.LocalDate.now(clock).plusDays(9))));
        Step.Finish done = new Step.Finish("换了灯泡", "");
        Heard heard = new Heard(Optional.of(org.linli.organisation.Spoken.TIBETAN), number);
        as(here.gridWorker(), () -> {
            attachments.addToDraft(draft, photo);
            return orders.fix(id, found(), done, draft, heard);
        });
        Order fixed = order(id);
        assertThat(fixed.language()).hasValue(org.linli.organisation.Spoken.TIBETAN);
        assertThat(fixed.matter().requester())
                .as("its holder")
                .hasValue(here.resident().self());
        assertThat(as(here.clerk(), () -> cards.ledger(cards.card(card)))).hasSize(1);
        UUID again = Ids.at(clock.instant());
        UUID other = Ids.at(clock.instant());
        assertThatThrownBy(() -> as(here.gridWorker(), () -> {
                    attachments.addToDraft(other, photo);
                    return orders.fix(again, found(), done, other, heard);
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.cardUsedUp");
    }

    private Step.Place found() {
        return new Step.Place(
                "0304", "单元门口堆了旧沙发", world.ningbao.compound(), "", Channel.GRID, "巡查发现", Optional.empty());
    }

    private Photo photo() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        return attachments.clean(new ByteArrayResource(jpeg.toByteArray()), jpeg.size());
    }

    private Order order(UUID id) {
        return as(world.ningbao.clerk(), () -> orders.order(id));
    }

    private static <T> T as(Actor actor, java.util.concurrent.Callable<T> work) {
        return World.as(actor, work);
    }
}
