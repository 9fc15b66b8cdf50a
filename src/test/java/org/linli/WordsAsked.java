package org.linli;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.linli.bulletin.Cell;
import org.linli.gateway.Pushes;
import org.linli.gateway.Server;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.TimeLimit;
import org.linli.order.Automatic;
import org.linli.order.Awaits;
import org.linli.order.BulkDispatch;
import org.linli.order.Callbacks;
import org.linli.order.Channel;
import org.linli.order.Errand;
import org.linli.order.Exports;
import org.linli.order.Figure;
import org.linli.order.Leave;
import org.linli.order.OrderLists;
import org.linli.order.OrderRates;
import org.linli.order.Rates;
import org.linli.order.ServiceCard;
import org.linli.order.Sought;
import org.linli.order.Stage;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.order.Terms;
import org.linli.order.web.Convenient;
import org.linli.organisation.Link;
import org.linli.organisation.Organisation;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.place.Grid;
import org.linli.platform.Duty;
import org.linli.resident.Tie;

/** The keys of all words that the sources ask for, read from the sources themselves. */
final class WordsAsked {

    private static final String ROOM =
            "(?:web|calendar|order|whistle|patrol|notice|people|place|organisation|identity|bulletin|gateway|device|api)\\.";
    private static final Pattern ON_A_PAGE =
            Pattern.compile("(?<!equals\\()(?<!startsWith\\()\"(" + ROOM + "[A-Za-z0-9.]*)\"(\\s*\\+)?");
    private static final Pattern IN_CODE =
            Pattern.compile("(?:(?<=\\bt\\()|(?=\"(?:web|notice|bulletin)\\.)|(?=\"[a-z.]+\\.\"))\"(" + ROOM
                    + "[A-Za-z0-9.]*)\"(?!\\.)(\\s*\\+)?");
    private static final Pattern INCLUDED = Pattern.compile("@template\\.([a-z]+\\.[A-Za-z]+)\\(");
    private static final Pattern REFUSAL = Pattern.compile(
            "Refusal\\s*\\.(?:invalid|forbidden|movedOn|tooOften|tooLarge|later)\\(\\s*(?:[^\",;]*\\?\\s*\"([A-Za-z.]+)\"\\s*:\\s*)?\"([A-Za-z.]+)\"(?!\\s*\\+)([^;]*)");
    private static final Pattern SAID = Pattern.compile("said(?:InLine)?\\(\\s*\"([A-Za-z.]+)\"");
    private static final Pattern NAMED = Pattern.compile("Worded\\.named\\(\\s*\"([A-Za-z.]+)\"");
    private static final Pattern WITHOUT_FACTS = Pattern.compile("new Refusal\\(Kind\\.[A-Z_]+, \"([A-Za-z.]+)\", Map");
    private static final Pattern FACT = Pattern.compile("\"[A-Za-z]+\"\\s*,");

    private static final List<String> WEEKDAYS = List.of("1", "2", "3", "4", "5", "6", "7");
    private static final List<String> STEPS = Step.LIFECYCLE.steps();
    private static final List<String> WHISTLE_STEPS = org.linli.whistle.Step.LIFECYCLE.steps();
    private static final List<String> REPORT_STEPS = org.linli.patrol.Step.LIFECYCLE.steps();
    private static final List<String> TOLD = Stream.of(
                    STEPS.stream().map("order."::concat),
                    WHISTLE_STEPS.stream().map("whistle."::concat),
                    REPORT_STEPS.stream().map("report."::concat),
                    Stream.of(
                            "webhook.stopped",
                            "device.silent",
                            "handover.handed",
                            "handover.remind",
                            "handover.unmanned",
                            "bar.confirm"))
            .flatMap(of -> of)
            .toList();
    private static final List<String> STANDINGS = Stream.concat(
                    names(State.values()).stream().filter(state -> !state.equals("CLOSED")),
                    Stream.of(
                            "CLOSED.rated", "CLOSED.unrated", "REOPENED.neighbour", "DISPATCHED.split", "CLOSED.part"))
            .toList();
    private static final List<String> STAFF =
            names(Arrays.stream(Duty.values()).filter(Duty::staff).toArray(Duty[]::new));

    /** How keys go on that are put together while a page is made. A beginning that is missing here fails the test. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry(
                    "api.doc.",
                    List.of(
                            "getMe",
                            "getOrder",
                            "getPhoto",
                            "getSmallPhoto",
                            "getTicket",
                            "intro",
                            "listCategories",
                            "listHandlers",
                            "listOrders",
                            "openapi",
                            "passTicketOn",
                            "tellAlert",
                            "tellAlerts",
                            "placeOrder",
                            "scope",
                            "success",
                            "title",
                            "token")),
            Map.entry(
                    "api.example.",
                    List.of(
                            "alert",
                            "at",
                            "event",
                            "address",
                            "deadline",
                            "number",
                            "result",
                            "category",
                            "categoryName",
                            "contactName",
                            "contactPhone",
                            "convenient",
                            "decline.words",
                            "dispatch.words",
                            "finish.words",
                            "handlerName",
                            "into",
                            "noPhoto",
                            "organisation",
                            "place",
                            "placeName",
                            "problem.code",
                            "rate.words",
                            "reply.words",
                            "return.words",
                            "title",
                            "words")),
            Map.entry("order.card.standing.", names(ServiceCard.Standing.values())),
            Map.entry("order.did.errand.", List.of("taken", "returned", "destroyed")),
            Map.entry("order.errand.given.", names(Errand.Given.values())),
            Map.entry("order.errand.fate.", names(Errand.Fate.values())),
            Map.entry(
                    "api.field.",
                    List.of(
                            "Idempotency-Key",
                            "If-Match",
                            "acceptedAt",
                            "address",
                            "alert",
                            "answeredAt",
                            "at",
                            "battery",
                            "confidence",
                            "count",
                            "event",
                            "fresh",
                            "outcome",
                            "refused",
                            "deadline",
                            "number",
                            "reason",
                            "reminders",
                            "result",
                            "satisfied",
                            "after",
                            "amount",
                            "category",
                            "channel",
                            "code",
                            "contactName",
                            "contactPhone",
                            "convenient",
                            "exactly",
                            "figure",
                            "from",
                            "into",
                            "shares",
                            "term",
                            "unit",
                            "handler",
                            "kind",
                            "line",
                            "mark",
                            "noPhoto",
                            "organisation",
                            "passed",
                            "place",
                            "solved",
                            "sort",
                            "stand",
                            "stars",
                            "state",
                            "steps",
                            "until",
                            "version",
                            "words")),
            Map.entry("device.outcome.", names(org.linli.device.Outcome.values())),
            Map.entry("device.asideState.", names(org.linli.device.Message.State.values())),
            Map.entry("device.why.", names(org.linli.device.Outcome.values())),
            Map.entry("device.severity.", names(org.linli.device.Severity.values())),
            Map.entry("device.severityIs.", names(org.linli.device.Severity.values())),
            Map.entry("device.seenBy.", names(org.linli.device.Device.SeenBy.values())),
            Map.entry("api.state.", names(org.linli.api.Deliveries.State.values())),
            Map.entry("api.scope.", names(org.linli.api.Scope.values())),
            Map.entry("bulletin.cell.", List.of(Cell.FEW.name(), Cell.WITHHELD.name())),
            Map.entry("bulletin.fault.", List.of("entry", "words", "gap", "chain", "missing", "seal")),
            Map.entry("bulletin.greeting.", List.of("MORNING", "FORENOON", "NOON", "AFTERNOON", "EVENING", "NIGHT")),
            Map.entry("bulletin.now.", names(State.values())),
            Map.entry("gateway.direction.", names(Server.Direction.values())),
            Map.entry("gateway.push.", names(Pushes.State.values())),
            Map.entry("gateway.state.", names(State.values())),
            Map.entry("calendar.short.", WEEKDAYS),
            Map.entry("calendar.weekday.", WEEKDAYS),
            Map.entry("identity.look.", List.of("phone", "order.contact")),
            Map.entry("identity.tie.", names(Tie.Kind.values())),
            Map.entry("notice.", STEPS.stream().map("order."::concat).toList()),
            Map.entry("notice.desk.", TOLD),
            Map.entry(
                    "order.",
                    List.of(
                            "accept.words",
                            "start.words",
                            "close.words",
                            "reply.words",
                            "reply.hint",
                            "return.words",
                            "return.hint",
                            "recall.words",
                            "recall.hint",
                            "decline.words",
                            "decline.hint",
                            "extend.words",
                            "suspend.words",
                            "resume.words",
                            "void.words",
                            "void.hint",
                            "refuse.words",
                            "refuse.hint",
                            "unmerge.words",
                            "unmerge.hint")),
            Map.entry("order.category.", List.of()),
            Map.entry(
                    "order.categories.column.",
                    List.of(
                            "code",
                            "name",
                            "amount",
                            "unit",
                            "evidence",
                            "responsible",
                            "seen",
                            "urgent",
                            "filing",
                            "closing",
                            "offered",
                            "filingAmount",
                            "filingUnit",
                            "acceptanceAmount",
                            "acceptanceUnit")),
            Map.entry(
                    "order.categories.",
                    List.of("yes", "no", "filingLimit", "filingLimitHint", "acceptanceLimit", "acceptanceLimitHint")),
            Map.entry("order.attend.", names(Step.Attend.Fact.values())),
            Map.entry("order.did.dispatch.", List.of("AGREED", "REFUSED")),
            Map.entry("order.did.attend.", names(Step.Attend.Fact.values())),
            Map.entry("order.stages.", List.of("SKIPPED", "LEFT")),
            Map.entry("order.waiting.", names(Leave.Kind.values())),
            Map.entry(
                    "order.four.",
                    names(Stage.values()).stream()
                            .filter(stage -> !stage.equals("OVER"))
                            .toList()),
            Map.entry("order.channel.", names(Channel.values())),
            Map.entry("order.desk.", STANDINGS),
            Map.entry(
                    "order.did.",
                    STEPS.stream().filter(step -> !step.equals("place")).toList()),
            Map.entry("order.hotline.source.", List.of("HOTLINE", "CITY")),
            Map.entry("order.layout.field.", names(org.linli.order.Field.values())),
            Map.entry("order.layout.name.", List.of("PLAIN", "HOTLINE", "FEEDBACK", "CITY")),
            Map.entry("order.import.outcome.", names(org.linli.order.ImportLines.Outcome.values())),
            Map.entry("order.import.progress.", names(org.linli.order.Imports.Progress.values())),
            Map.entry("order.did.place.", names(Channel.values())),
            Map.entry("order.bulk.outcome.", names(BulkDispatch.Outcome.values())),
            Map.entry("order.export.format.", names(Exports.Format.values())),
            Map.entry("order.export.progress.", names(Exports.Progress.values())),
            Map.entry("order.figure.", names(Figure.values())),
            Map.entry("order.rates.apart.", Rates.APART.stream().map(Enum::name).toList()),
            Map.entry("order.standards.patrolled.", List.of("true", "false")),
            Map.entry("order.awaits.", names(Awaits.values())),
            Map.entry("order.callbacks.tab.", names(Callbacks.Tab.values())),
            Map.entry("order.callbacks.none.", names(Callbacks.Tab.values())),
            Map.entry("order.list.mark.", names(Sought.Mark.values())),
            Map.entry("order.list.sort.", names(Sought.Sort.values())),
            Map.entry("order.list.stand.", names(Sought.Stand.values())),
            Map.entry("order.inbox.none.", names(OrderLists.Tab.values())),
            Map.entry("order.evidence.", names(Terms.Evidence.values())),
            Map.entry("order.raised.", List.of("STREET", "DISTRICT")),
            Map.entry("gateway.tell.", List.of("reply", "urge", "recall", "withdraw", "void", "merge")),
            Map.entry("gateway.refused.", List.of("request", "update")),
            Map.entry("order.auto.", names(Automatic.Why.values())),
            Map.entry(
                    "order.held.",
                    Stream.of(Automatic.Why.values())
                            .filter(Automatic.Why::told)
                            .map(Enum::name)
                            .toList()),
            Map.entry("order.ask.", names(Leave.Kind.values())),
            Map.entry("order.asked.", names(Leave.Kind.values())),
            Map.entry("order.leave.", names(Leave.Kind.values())),
            Map.entry("calendar.unit.", names(TimeLimit.Unit.values())),
            Map.entry(
                    "order.near.at.",
                    names(Stage.values()).stream()
                            .filter(stage -> !stage.equals("COLLECTION") && !stage.equals("FEEDBACK"))
                            .toList()),
            Map.entry("order.next.", STANDINGS),
            Map.entry("order.place.", List.of("home", "unit", "compound", "community", "chosen")),
            Map.entry("order.seen.", names(Terms.Seen.values())),
            Map.entry("order.rates.by.", names(OrderRates.By.values())),
            Map.entry("order.rates.is.", names(Rates.Rate.values())),
            Map.entry("order.rates.means.", names(Rates.Rate.values())),
            Map.entry("order.rates.period.", names(org.linli.order.web.RatesView.Span.values())),
            Map.entry("order.solved.", List.of("true", "false")),
            Map.entry(
                    "order.stage.",
                    names(Stage.values()).stream()
                            .filter(stage -> !stage.equals("OVER"))
                            .toList()),
            Map.entry("order.standing.", STANDINGS),
            Map.entry("order.stars.", List.of("1", "2", "3", "4", "5")),
            Map.entry("order.state.", names(State.values())),
            Map.entry("order.step.", STEPS),
            Map.entry("order.tab.", names(OrderLists.Tab.values())),
            Map.entry("order.when.", names(Convenient.When.values())),
            Map.entry("organisation.skill.", names(Skill.values())),
            Map.entry("organisation.speaks.", names(Spoken.values())),
            Map.entry("organisation.language.", names(Spoken.values())),
            Map.entry("organisation.duty.", STAFF),
            Map.entry("organisation.kind.", names(Organisation.Kind.values())),
            Map.entry(
                    "organisation.link.",
                    names(Link.Kind.values()).stream()
                            .flatMap(kind -> Stream.of(kind + ".to", kind + ".from"))
                            .toList()),
            Map.entry("organisation.may.", STAFF),
            Map.entry("people.tie.", names(Tie.Kind.values())),
            Map.entry("place.count.", levels(level -> level.compareTo(PlaceLevel.UNIT) < 0)),
            Map.entry("place.gridKind.", names(Grid.Kind.values())),
            Map.entry("place.inside.", levels(level -> level != PlaceLevel.HOME)),
            Map.entry("place.nothing.", List.of("build", "ask")),
            Map.entry("patrol.ask.", List.of("kind", "place", "moment", "words", "person")),
            Map.entry("patrol.bar.reason.", names(org.linli.patrol.Bar.Reason.values())),
            Map.entry("patrol.kind.", names(org.linli.patrol.Kind.values())),
            Map.entry("patrol.example.", names(org.linli.patrol.Kind.values())),
            Map.entry("patrol.moment.", names(org.linli.patrol.Moment.values())),
            Map.entry("patrol.spot.", List.of("unit", "compound", "community", "chosen")),
            Map.entry("patrol.state.", names(org.linli.patrol.State.values())),
            Map.entry("patrol.standing.", names(org.linli.patrol.State.values())),
            Map.entry("patrol.desk.", names(org.linli.patrol.State.values())),
            Map.entry("patrol.step.", List.of("takeUp", "settle", "close", "handOver")),
            Map.entry("patrol.did.", REPORT_STEPS),
            Map.entry("patrol.tab.", names(org.linli.patrol.ReportLists.Tab.values())),
            Map.entry("patrol.purpose.", names(org.linli.patrol.Purpose.values())),
            Map.entry("web.light.", names(Light.values())),
            Map.entry("web.limit.", names(TimeLimit.Unit.values())),
            Map.entry("web.kind.", List.of("order", "whistle")),
            Map.entry(
                    "whistle.",
                    Stream.concat(
                                    Stream.of("approve", "blow", "sign", "close")
                                            .map(step -> step + ".words"),
                                    Stream.of(
                                                    "return", "object", "contact", "plan", "cancel", "note", "insist",
                                                    "release", "dismiss")
                                            .flatMap(step -> Stream.of(step + ".words", step + ".hint")))
                            .toList()),
            Map.entry("whistle.clock.", List.of("met", "metLate", "stopped", "running", "soon", "late")),
            Map.entry("whistle.did.", WHISTLE_STEPS),
            Map.entry("whistle.figure.", names(org.linli.whistle.Tally.values())),
            Map.entry("whistle.kind.", names(org.linli.whistle.Kind.values())),
            Map.entry("whistle.kindHint.", names(org.linli.whistle.Kind.values())),
            Map.entry("whistle.limit.", names(org.linli.whistle.Limit.values())),
            Map.entry("whistle.next.", names(org.linli.whistle.State.values())),
            Map.entry("whistle.none.", names(org.linli.whistle.WhistleLists.Tab.values())),
            Map.entry("whistle.occasion.", names(org.linli.whistle.Occasion.values())),
            Map.entry("whistle.score.", List.of("1", "2", "3", "4", "5")),
            Map.entry("whistle.state.", names(org.linli.whistle.State.values())),
            Map.entry("whistle.step.", WHISTLE_STEPS),
            Map.entry("whistle.verdict.", names(org.linli.whistle.Verdict.values())),
            Map.entry("whistle.tab.", names(org.linli.whistle.WhistleLists.Tab.values())),
            Map.entry("web.status", List.of("400", "401", "403", "404", "405", "413")),
            Map.entry(
                    "web.title",
                    List.of("400", "401", "403", "404", "405", "409", "413", "422", "429", "500", "503", "507")));

    /**
     * How keys begin that are never said to somebody without a desk, though code or a page away from the desk asks for them:
     * what the desk's menu and notices say, what is refused at the desk and when the system is set up, what other systems are told, and sums that no form
     * asks for.
     */
    private static final List<String> DESK = List.of(
            "api.",
            "calendar.",
            "gateway.",
            "identity.begin",
            "identity.found",
            "identity.setup",
            "notice.desk.",
            "order.hotline.",
            "order.layout.",
            "order.stage.",
            "order.categories.",
            "order.channel.",
            "order.evidence.",
            "order.figure.",
            "order.fit.",
            "order.held.",
            "organisation.language.",
            "organisation.skill.",
            "refusal.order.joinTheirs",
            "refusal.order.joinCard",
            "order.list.",
            "order.rates.",
            "order.seen.",
            "order.subclass.",
            "order.suggested",
            "order.everything",
            "refusal.account.",
            "refusal.api.",
            "refusal.appointment.",
            "refusal.calendar.",
            "refusal.callback.",
            "refusal.card.",
            "refusal.device.",
            "refusal.category.",
            "refusal.duty.",
            "refusal.emergency.",
            "refusal.errand.",
            "refusal.gateway.",
            "refusal.grid.",
            "refusal.holiday.",
            "refusal.hours.",
            "refusal.layout.",
            "refusal.limit.",
            "refusal.list.",
            "refusal.list.notYours",
            "refusal.money.",
            "refusal.order.askKind",
            "refusal.order.bulk",
            "refusal.order.call",
            "refusal.order.channel",
            "refusal.order.contact",
            "refusal.order.dispatchWhy",
            "refusal.order.export",
            "refusal.order.fact",
            "refusal.order.filter",
            "refusal.order.fixChannel",
            "refusal.order.handler",
            "refusal.order.hotline",
            "refusal.order.import",
            "refusal.order.layout",
            "refusal.order.meeting",
            "refusal.order.noPhoto",
            "refusal.order.notUrgent",
            "refusal.order.passed",
            "refusal.order.period",
            "refusal.order.photoNeeded",
            "refusal.order.photoOrReason",
            "refusal.order.placeElsewhere",
            "refusal.order.ratesFirst",
            "refusal.order.registrar",
            "refusal.order.result",
            "refusal.order.unchecked",
            "refusal.order.view",
            "refusal.place.position",
            "refusal.organisation.",
            "refusal.patrol.bar.answer",
            "refusal.patrol.bar.lift",
            "refusal.patrol.bar.not",
            "refusal.patrol.bar.reason",
            "refusal.patrol.filter",
            "refusal.patrol.notYours",
            "refusal.patrol.outcome",
            "refusal.patrol.purpose",
            "refusal.period.",
            "refusal.person.",
            "refusal.place.exists",
            "refusal.place.full",
            "refusal.place.level",
            "refusal.place.name",
            "refusal.place.national",
            "refusal.place.notYours",
            "refusal.promise.",
            "refusal.ratio.",
            "refusal.route.",
            "refusal.rule.",
            "refusal.setup.",
            "refusal.standard.",
            "refusal.tie.",
            "refusal.trail.",
            "refusal.where.",
            "refusal.whistle.",
            "refusal.who.",
            "web.desk.",
            "whistle.");

    private WordsAsked() {}

    /** Every key in a template or made in code. */
    static Set<String> onPages() {
        Set<String> keys = new TreeSet<>();
        templates().values().forEach(source -> find(ON_A_PAGE, source, keys));
        inCode(keys);
        return keys;
    }

    /** Every key that somebody without a desk can meet: on their pages with all parts of them, in code, in a refusal. */
    static Set<String> byResidents() {
        Set<String> keys = new TreeSet<>();
        awayFromTheDesk(templates()).forEach(source -> find(ON_A_PAGE, source, keys));
        inCode(keys);
        refusals().keySet().forEach(code -> keys.add("refusal." + code));
        assertThat(DESK)
                .allSatisfy(beginning -> assertThat(keys).as(beginning).anyMatch(key -> key.startsWith(beginning)));
        keys.removeIf(key -> DESK.stream().anyMatch(key::startsWith));
        return keys;
    }

    /** The sources of all pages, those that no other template includes, but the desk's, and of what they include. */
    private static List<String> awayFromTheDesk(Map<String, String> templates) {
        Set<String> parts = new TreeSet<>();
        templates.values().forEach(source -> parts.addAll(included(source)));
        Deque<String> next = new ArrayDeque<>();
        templates.forEach((name, source) -> {
            if (!parts.contains(name) && !included(source).contains("layout.desk")) {
                next.add(name);
            }
        });
        Map<String, String> found = new TreeMap<>();
        while (!next.isEmpty()) {
            String name = next.remove();
            if (found.put(name, templates.get(name)) == null) {
                next.addAll(included(templates.get(name)));
            }
        }
        return List.copyOf(found.values());
    }

    private static Set<String> included(String source) {
        return INCLUDED.matcher(source).results().map(found -> found.group(1)).collect(toSet());
    }

    /** The codes of all refusals, with the fewest facts that each is given. */
    static Map<String, Integer> refusals() {
        Map<String, Integer> codes = new TreeMap<>();
        sources("src/main/java", ".java").values().forEach(source -> {
            REFUSAL.matcher(source).results().forEach(found -> {
                int facts = (int) FACT.matcher(found.group(3)).results().count();
                codes.merge(found.group(2), facts, Math::min);
                if (found.group(1) != null) {
                    codes.merge(found.group(1), facts, Math::min);
                }
            });
            SAID.matcher(source).results().forEach(found -> codes.merge(found.group(1), 2, Math::min));
            NAMED.matcher(source).results().forEach(found -> codes.merge(found.group(1), 1, Math::min));
            WITHOUT_FACTS.matcher(source).results().forEach(found -> codes.merge(found.group(1), 0, Math::min));
        });
        return codes;
    }

    private static void inCode(Set<String> keys) {
        sources("src/main/java", ".java").values().forEach(source -> find(IN_CODE, source, keys));
    }

    private static void find(Pattern pattern, String source, Set<String> keys) {
        pattern.matcher(source).results().forEach(found -> {
            String key = found.group(1);
            if (!key.endsWith(".") && found.group(2) == null) {
                keys.add(key);
                return;
            }
            assertThat(ENDINGS).as("how keys after %s go on", key).containsKey(key);
            ENDINGS.get(key).forEach(ending -> keys.add(key + ending));
        });
    }

    /** All templates by the name under which another includes them. */
    private static Map<String, String> templates() {
        return sources("src/main/jte", ".jte");
    }

    /** All sources in a folder, by their path in it with dots and without the ending. */
    private static Map<String, String> sources(String folder, String ending) {
        Path top = Path.of(folder);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .collect(toMap(file -> name(top.relativize(file), ending), WordsAsked::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file, String ending) {
        String path = file.toString();
        return path.substring(0, path.length() - ending.length()).replace(File.separatorChar, '.');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> levels(Predicate<PlaceLevel> wanted) {
        return names(Arrays.stream(PlaceLevel.values()).filter(wanted).toArray(PlaceLevel[]::new));
    }
}
