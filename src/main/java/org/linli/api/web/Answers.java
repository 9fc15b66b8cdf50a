package org.linli.api.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.api.Caller;
import org.linli.api.Scope;
import org.linli.kernel.Light;
import org.linli.kernel.TimeLimit;
import org.linli.order.Callbacks;
import org.linli.order.Callers;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Emergencies;
import org.linli.order.Errand;
import org.linli.order.Exclusions;
import org.linli.order.Exports;
import org.linli.order.FoundOrders.Listed;
import org.linli.order.Joined;
import org.linli.order.Joining;
import org.linli.order.Leave;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.Reminder;
import org.linli.order.Routes;
import org.linli.order.SavedViews;
import org.linli.order.Stage;
import org.linli.order.State;
import org.linli.order.Terms;
import org.linli.order.Ticket;
import org.linli.organisation.Organisation;
import org.linli.organisation.Spoken;
import org.linli.place.Grid;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Trace;

/** What the interface answers with 返回内容: the same that the pages show to the same person, and nothing more. */
final class Answers {

    private Answers() {}

    /** Whom the token stands for. */
    record Me(
            UUID person,
            String name,
            Duty duty,
            String title,
            Optional<UUID> organisation,
            String organisationName,
            Optional<String> place,
            List<String> scopes) {

        static Me of(Caller caller) {
            Actor actor = caller.actor();
            return new Me(
                    actor.self(),
                    actor.name(),
                    actor.duty(),
                    actor.title(),
                    actor.organisation(),
                    actor.organisationName(),
                    actor.place().map(place -> place.value()),
                    caller.scopes().stream().map(Scope::code).sorted().toList());
        }
    }

    /** An order as a list tells of it. */
    record Brief(
            UUID id,
            String number,
            String title,
            String category,
            String categoryName,
            String place,
            String placeName,
            State state,
            Channel channel,
            String handlerName,
            Instant openedAt,
            Instant movedAt,
            Optional<Instant> dueAt,
            Optional<Instant> endedAt,
            boolean late) {

        static Brief of(Listed listed, Instant now) {
            Order order = listed.order();
            return new Brief(
                    order.id(),
                    order.number(),
                    order.matter().title(),
                    order.category().code(),
                    order.category().name(),
                    order.matter().place().value(),
                    listed.placeName(),
                    order.state(),
                    order.channel(),
                    order.matter().handlerName(),
                    order.matter().openedAt(),
                    order.matter().movedAt(),
                    order.matter().dueAt(),
                    order.matter().endedAt(),
                    order.late(now));
        }

        static Brief of(OrderLists.Row row) {
            return new Brief(
                    row.id(),
                    row.number(),
                    row.title(),
                    row.category().code(),
                    row.category().name(),
                    row.place().value(),
                    row.placeName(),
                    row.state(),
                    row.channel(),
                    row.handlerName(),
                    row.openedAt(),
                    row.movedAt(),
                    row.dueAt(),
                    row.endedAt(),
                    row.late());
        }
    }

    /** A page of a list; the next begins after the cursor. */
    record Found(List<Brief> orders, Optional<String> next) {}

    /** What waits for a decision. */
    record Waiting(Leave.Kind kind, int amount) {}

    /** A row of an order's line. */
    record Row(
            int seq,
            Instant at,
            String step,
            String from,
            String to,
            String by,
            Duty duty,
            String words,
            Map<String, String> detail) {

        static Row of(Trace trace) {
            return new Row(
                    trace.seq(),
                    trace.at(),
                    trace.step(),
                    trace.from(),
                    trace.to(),
                    trace.signature(),
                    Duty.valueOf(trace.duty()),
                    trace.words(),
                    trace.detail());
        }
    }

    /** A photo, and where its bytes are. */
    record Photo(UUID id, Purpose purpose, int width, int height, String href, String small) {

        static Photo of(Picture picture) {
            String href = "/api/v1/photos/" + picture.id();
            return new Photo(picture.id(), picture.purpose(), picture.width(), picture.height(), href, href + "/small");
        }
    }

    /** An order beside another: the whole that it is a part of, or a duplicate. */
    record Beside(UUID id, String number, String title, String place, State state, Instant openedAt) {

        static Beside of(Merging.Beside one) {
            return new Beside(one.id(), one.number(), one.title(), one.place().value(), one.state(), one.openedAt());
        }
    }

    /** A part of an order that was split. */
    record Share(
            UUID id,
            String number,
            String handlerName,
            String words,
            State state,
            Optional<Instant> dueAt,
            boolean late) {

        static Share of(Order part, Instant now) {
            return new Share(
                    part.id(),
                    part.number(),
                    part.matter().handlerName(),
                    part.words(),
                    part.state(),
                    part.matter().endedAt().isPresent()
                            ? Optional.empty()
                            : part.matter().dueAt(),
                    part.late(now));
        }
    }

    /**
     * What an order came of, or what came of it, in another room: a whistle, a report.
     *
     * @param cameOf whether the order came of it
     */
    record LinkedTo(
            UUID id,
            String kind,
            String title,
            String state,
            String handlerName,
            Instant openedAt,
            Optional<Instant> endedAt,
            boolean cameOf) {

        static LinkedTo of(Links.Linked one) {
            return new LinkedTo(
                    one.id(),
                    one.kind(),
                    one.title(),
                    one.state(),
                    one.handlerName(),
                    one.openedAt(),
                    one.endedAt(),
                    one.from());
        }
    }

    /** The ticket of the hotline that an order came of. */
    record OfTicket(String number, Channel source, Optional<Instant> deadline, String address, int reminders) {

        static OfTicket of(Ticket ticket) {
            return new OfTicket(ticket.number(), ticket.source(), ticket.dueAt(), ticket.address(), ticket.reminders());
        }
    }

    /** Whom to call at any hour. */
    record Dial(String kind, String name, String phone, String hours) {

        static Dial of(Emergencies.Contact contact) {
            return new Dial(contact.kind(), contact.name(), contact.phone(), contact.hours());
        }
    }

    /**
     * What only the desk shows of an order.
     *
     * @param card the number of the free service card that it was placed with; empty for none
     * @param contact whether whoever asks may see the number to call back
     * @param takesPapers whether they may take papers, and {@code returnsPapers} whether they may hand them back
     * @param goesOn the order that it was merged into
     * @param suggested what it may be merged into
     * @param met who met it too, and {@code callers} who called for it and is not known here
     * @param callable whether whoever asks may call those back
     */
    record Desk(
            Optional<Spoken> language,
            String card,
            Optional<Reminder> raised,
            boolean contact,
            boolean takesPapers,
            boolean returnsPapers,
            Optional<Beside> goesOn,
            List<Beside> merged,
            List<Beside> suggested,
            List<Joining.Joiner> met,
            List<Callers.Caller> callers,
            boolean callable,
            List<LinkedTo> links,
            Optional<OfTicket> ticket,
            List<Dial> dials) {}

    /**
     * One order with its line, and the steps that are open to whoever asks.
     *
     * @param light how much of the running clock is used up; empty where none runs
     * @param desk empty for residents
     */
    record Whole(
            UUID id,
            String number,
            int version,
            State state,
            Stage stage,
            String title,
            String words,
            String category,
            String categoryName,
            String place,
            String placeName,
            Channel channel,
            String convenient,
            String contactName,
            String contactMask,
            Optional<UUID> handler,
            String handlerName,
            Instant openedAt,
            Instant movedAt,
            Optional<Instant> dueAt,
            Optional<Instant> endedAt,
            Optional<Instant> answerDue,
            Optional<Instant> firstAnswerAt,
            Optional<Instant> doneAt,
            boolean late,
            String noPhoto,
            Optional<Integer> rating,
            Optional<Boolean> solved,
            boolean unrated,
            int reopened,
            int returns,
            int reworks,
            Optional<Waiting> waiting,
            String handlerPhone,
            Optional<Light> light,
            int joiners,
            Optional<UUID> mergedInto,
            Optional<Beside> whole,
            List<Share> parts,
            Optional<Errand> errand,
            Optional<Desk> desk,
            List<String> steps,
            List<Row> line,
            List<Photo> photos) {

        static Whole of(
                Order order,
                String placeName,
                String handlerPhone,
                List<Trace> line,
                List<Picture> pictures,
                List<String> steps,
                Optional<Beside> whole,
                List<Share> parts,
                Optional<Errand> errand,
                Optional<Desk> desk,
                Instant now) {
            return new Whole(
                    order.id(),
                    order.number(),
                    order.matter().version(),
                    order.state(),
                    order.state().stage(),
                    order.matter().title(),
                    order.words(),
                    order.category().code(),
                    order.category().name(),
                    order.matter().place().value(),
                    placeName,
                    order.channel(),
                    order.convenient(),
                    order.contactName(),
                    order.contactMask(),
                    order.matter().handler(),
                    order.matter().handlerName(),
                    order.matter().openedAt(),
                    order.matter().movedAt(),
                    order.matter().dueAt(),
                    order.matter().endedAt(),
                    order.answerDue(),
                    order.firstAnswerAt(),
                    order.doneAt(),
                    order.late(now),
                    order.noPhoto(),
                    order.rating(),
                    order.solved(),
                    order.unrated(),
                    order.reopened(),
                    order.returns(),
                    order.reworks(),
                    order.leave().asked().map(asked -> new Waiting(asked.kind(), asked.amount())),
                    handlerPhone,
                    order.light(now),
                    order.joiners(),
                    order.mergedInto(),
                    whole,
                    parts,
                    errand,
                    desk,
                    Form.offered(steps),
                    line.stream().map(Row::of).toList(),
                    pictures.stream().map(Photo::of).toList());
        }
    }

    /** A number to call, which was looked at and is kept nowhere else. */
    record ToDial(String phone) {}

    /** An order done lately that others called for, who are to be called back too. */
    record Waiters(
            UUID order, String number, String title, String place, String placeName, int callers, Instant doneAt) {

        static Waiters of(Callers.Waiting one, String placeName) {
            return new Waiters(
                    one.order(),
                    one.number(),
                    one.title(),
                    one.place().value(),
                    placeName,
                    one.callers(),
                    one.doneAt());
        }
    }

    /**
     * Whom to call back.
     *
     * @param counts how many orders each part holds
     * @param days so many days they had for a rating of their own
     * @param callers of the first page only
     */
    record ToCall(
            Map<Callbacks.Tab, Integer> counts,
            int days,
            List<Brief> orders,
            Optional<String> next,
            List<Waiters> callers) {}

    /** A dispatching of many that was begun. */
    record Begun(UUID id) {}

    /** The saved filters of somebody, their own first. */
    record Views(List<SavedViews.View> views) {}

    /** A saved filter that is kept no more. */
    record Gone(UUID id) {}

    /** A layout that an export may have. */
    record Columns(UUID id, String name) {}

    /**
     * An export.
     *
     * @param reason the code of why it failed; empty where it did not
     * @param file where its file is, while it can be had
     */
    record Exporting(
            UUID id,
            String layout,
            Exports.Format format,
            String filter,
            Exports.Progress progress,
            String reason,
            int total,
            int written,
            Instant begunAt,
            Optional<Instant> endedAt,
            Optional<String> file) {

        static Exporting of(Exports.Export export) {
            return new Exporting(
                    export.id(),
                    export.layout(),
                    export.format(),
                    export.filter(),
                    export.progress(),
                    export.reason(),
                    export.total(),
                    export.written(),
                    export.begunAt(),
                    export.endedAt(),
                    export.ready() ? Optional.of(ExportsApi.PATH + "/" + export.id() + "/file") : Optional.empty());
        }
    }

    /** Somebody's exports, the newest first, and the layouts that they may choose. */
    record Exportings(List<Exporting> exports, List<Columns> layouts) {}

    /** A place that somebody may mean. */
    record Where(String code, String name, String path) {

        static Where of(org.linli.place.Found found) {
            return new Where(found.code().value(), found.name(), found.path());
        }
    }

    /** Places that somebody may mean, the best first. */
    record Wheres(List<Where> places) {}

    /** A rule by which an order may be left out of the rates. */
    record ByRule(UUID id, String name, String words, String citation) {

        static ByRule of(Exclusions.Rule rule) {
            return new ByRule(rule.id(), rule.name(), rule.words(), rule.citation());
        }
    }

    /** An order that is left out of the rates. */
    record Excluded(UUID id, String rule, String why, String madeBy, Instant madeAt) {

        static Excluded of(Exclusions.Exclusion one) {
            return new Excluded(one.id(), one.rule(), one.why(), one.madeBy(), one.madeAt());
        }
    }

    /** By what an order is left out of the rates, and by what it may be. */
    record Exclusion(List<ByRule> rules, Optional<Excluded> current) {}

    /** What became of a write; the same again for whoever sends it again. */
    record Receipt(UUID id, String number, State state, int version, List<String> steps, String href) {

        static Receipt of(Order order, List<String> steps) {
            return new Receipt(
                    order.id(),
                    order.number(),
                    order.state(),
                    order.matter().version(),
                    Form.offered(steps),
                    OrdersApi.PATH + "/" + order.id());
        }
    }

    /**
     * An open order nearby, as a neighbour sees it.
     *
     * @param place the building, or less
     * @param picture where its small picture is
     */
    record Near(
            UUID id,
            String category,
            String categoryName,
            String place,
            String placeName,
            State state,
            Instant openedAt,
            int joiners,
            boolean joined,
            Optional<String> picture) {

        static Near of(Joining.Nearby nearby, String placeName) {
            return new Near(
                    nearby.id(),
                    nearby.category().code(),
                    nearby.category().name(),
                    nearby.place().value(),
                    placeName,
                    nearby.state(),
                    nearby.openedAt(),
                    nearby.joiners(),
                    nearby.joined(),
                    pictureOf(nearby.id(), nearby.pictured()));
        }
    }

    /** Those that are like what is about to be asked for, the newest first. */
    record Nearby(List<Near> orders) {}

    /** A step that was taken of an order that somebody joined. */
    record Passed(String step, State state, Instant at) {}

    /**
     * An order that somebody joined, as they see it.
     *
     * @param words what they said themselves
     * @param taken which steps were taken of it; empty in a list
     */
    record Followed(
            UUID id,
            String category,
            String categoryName,
            String place,
            String placeName,
            State state,
            String handlerName,
            Instant openedAt,
            Optional<Instant> dueAt,
            Optional<Instant> doneAt,
            Optional<Instant> endedAt,
            int reopened,
            int joiners,
            Optional<UUID> mergedInto,
            String words,
            Optional<Integer> rating,
            Optional<Boolean> solved,
            Optional<Instant> ratedAt,
            Optional<String> picture,
            List<Passed> taken) {

        static Followed of(Joined joined, String placeName, List<Joining.Taken> line) {
            return new Followed(
                    joined.id(),
                    joined.category().code(),
                    joined.category().name(),
                    joined.place().value(),
                    placeName,
                    joined.state(),
                    joined.handlerName(),
                    joined.openedAt(),
                    joined.dueAt(),
                    joined.doneAt(),
                    joined.endedAt(),
                    joined.reopened(),
                    joined.joiners(),
                    joined.mergedInto(),
                    joined.words(),
                    joined.rating(),
                    joined.solved(),
                    joined.ratedAt(),
                    pictureOf(joined.id(), joined.pictured()),
                    line.stream()
                            .map(step -> new Passed(step.step(), step.state(), step.at()))
                            .toList());
        }
    }

    private static Optional<String> pictureOf(UUID id, boolean pictured) {
        return pictured ? Optional.of(OrdersApi.PATH + "/" + id + "/picture") : Optional.empty();
    }

    /** All that somebody joined, what is open first. */
    record Following(List<Followed> orders) {}

    /** What somebody follows no more. */
    record Left(UUID id) {}

    /**
     * A ticket of the hotline, and what is to be told of it.
     *
     * @param state empty while nobody knows where it belongs; of a duplicate where the other stands that goes on for it
     */
    record Ticketed(
            String number,
            Optional<State> state,
            Optional<UUID> order,
            Optional<String> orderNumber,
            Optional<UUID> mergedInto,
            Optional<String> mergedIntoNumber,
            Optional<String> place,
            String placeName,
            Optional<UUID> grid,
            Optional<String> gridName,
            String handlerName,
            Instant receivedAt,
            Optional<Instant> deadline,
            int reminders,
            Optional<Instant> answeredAt,
            Optional<Instant> acceptedAt,
            Optional<Instant> doneAt,
            String result,
            String reason,
            Optional<Boolean> solved,
            Optional<Boolean> satisfied) {

        static Ticketed of(Ticket.Feedback feedback, String placeName) {
            Optional<Order> order = feedback.order();
            Optional<Order> goesOn = feedback.goesOn();
            return new Ticketed(
                    feedback.ticket().number(),
                    goesOn.map(Order::state),
                    order.map(Order::id),
                    order.map(Order::number),
                    feedback.mergedInto().map(Order::id),
                    feedback.mergedInto().map(Order::number),
                    order.map(one -> one.matter().place().value()),
                    placeName,
                    feedback.grid().map(Grid::id),
                    feedback.grid().map(Grid::name),
                    goesOn.map(one -> one.matter().handlerName()).orElse(""),
                    feedback.ticket().receivedAt(),
                    feedback.ticket().dueAt(),
                    feedback.ticket().reminders(),
                    feedback.answeredAt(),
                    feedback.acceptedAt(),
                    feedback.doneAt(),
                    feedback.result(),
                    feedback.reason(),
                    feedback.solved(),
                    feedback.satisfied());
        }
    }

    /** A category that may be chosen at a place, and how it is worked on there. */
    record Kind(String code, String name, int limit, TimeLimit.Unit unit, Terms.Evidence evidence, boolean urgent) {

        static Kind of(Categories.Local local) {
            return new Kind(
                    local.category().code(),
                    local.category().name(),
                    local.terms().limit().amount(),
                    local.terms().limit().unit(),
                    local.terms().evidence(),
                    local.terms().urgent());
        }
    }

    /** The categories of a place. */
    record Kinds(String place, String placeName, List<Kind> categories) {}

    /** A handler whom the rules name, and the place whose rule it is. */
    record Handler(
            UUID organisation, String name, Organisation.Kind kind, String phone, String place, String placeName) {

        static Handler of(Routes.Suggestion suggestion) {
            return new Handler(
                    suggestion.organisation(),
                    suggestion.name(),
                    Organisation.Kind.valueOf(suggestion.kind()),
                    suggestion.phone(),
                    suggestion.place().value(),
                    suggestion.placeName());
        }
    }

    /** Who would get an order, the closest rule first, and within how many minutes an answer is promised. */
    record Handlers(List<Handler> handlers, Optional<Integer> promisedMinutes) {}
}
