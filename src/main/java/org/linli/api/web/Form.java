package org.linli.api.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.device.Reading;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.BulkDispatch;
import org.linli.order.Joined;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.platform.secret.Phone;

/**
 * The form of a step 步骤表单, read from its record: what it asks for is what its constructor takes, and what it refuses is
 * what its constructor refuses.
 */
record Form(String step, Class<?> type) {

    /**
     * One field.
     *
     * @param type of each, where there are many
     * @param optional whether it may be left out; a text is then empty
     * @param many whether it is a list
     */
    record Field(String name, Class<?> type, boolean optional, boolean many) {

        /** The form of what the list holds. */
        Form each() {
            return new Form(name, type);
        }
    }

    /** No list holds more than this; what takes it may want fewer. */
    private static final int LONGEST_LIST = BulkDispatch.MOST;

    /** Those that somebody may take of an order that stands, by the name that is offered; neither placing nor the clock's own. */
    private static final Map<String, Form> OFFERED = offered();

    /** The forms of what is taken beside a step, by the record that each fills. */
    private static final Map<Class<?>, Form> BESIDE = Stream.of(
                    new Form("join", JoiningApi.Join.class),
                    new Form("leave", JoiningApi.Leave.class),
                    new Form("voice", Joined.Voice.class),
                    new Form("caller", CallbacksApi.Calling.class),
                    new Form("callback", CallbacksApi.Called.class),
                    new Form("errand", ErrandsApi.Entrusted.class),
                    new Form("papers", ErrandsApi.Settled.class),
                    new Form("bulk", BulkApi.Many.class),
                    new Form("view", ViewsApi.Saved.class),
                    new Form("rename", ViewsApi.Renamed.class),
                    new Form("share", ViewsApi.Shared.class),
                    new Form("drop", ViewsApi.Dropped.class),
                    new Form("export", ExportsApi.Asked.class),
                    new Form("cancel", ExportsApi.Cancelled.class),
                    new Form("exclude", ExclusionsApi.LeftOut.class),
                    new Form("undo", ExclusionsApi.Undone.class))
            .collect(Collectors.toMap(Form::type, form -> form));

    private static Map<String, Form> offered() {
        Map<String, Form> forms = new LinkedHashMap<>();
        List.<Form>of(
                        new Form("dispatch", Step.Dispatch.class),
                        new Form("decline", Step.Decline.class),
                        new Form("recall", Step.Recall.class),
                        new Form("accept", Step.Accept.class),
                        new Form("return", Step.Return.class),
                        new Form("start", Step.Start.class),
                        new Form("finish", Step.Finish.class),
                        new Form("verify", Step.Verify.class),
                        new Form("rate", Step.Rate.class),
                        new Form("miss", Step.Miss.class),
                        new Form("close", Step.Close.class),
                        new Form("withdraw", Step.Withdraw.class),
                        new Form("ask", Step.Ask.class),
                        new Form("extend", Step.Extend.class),
                        new Form("suspend", Step.Suspend.class),
                        new Form("resume", Step.Resume.class),
                        new Form("void", Step.Cancel.class),
                        new Form("refuse", Step.Refuse.class),
                        new Form("attend", Step.Attend.class),
                        new Form("reply", Step.Reply.class),
                        new Form("split", Several.Split.class),
                        new Form("merge", Several.Merge.class),
                        new Form("unmerge", Several.Unmerge.class))
                .forEach(form -> forms.put(form.step, form));
        return forms;
    }

    /** All that are offered. */
    static List<Form> all() {
        return List.copyOf(OFFERED.values());
    }

    /** Those of the steps that a program may take. */
    static List<String> offered(List<String> steps) {
        return steps.stream().filter(OFFERED::containsKey).toList();
    }

    /** The form of a step. Refuses a name that is none as not found. */
    static Form of(String step) {
        return Optional.ofNullable(OFFERED.get(step)).orElseThrow(Refusal::notFound);
    }

    /** The form of an order that is placed. */
    static Form placing() {
        return new Form("place", Placing.class);
    }

    /** The form of what is taken beside a step, by the record that it fills. */
    static Form taking(Class<?> type) {
        return Optional.ofNullable(BESIDE.get(type))
                .orElseThrow(() -> new IllegalArgumentException("No form of " + type));
    }

    /** Whether a record is filled by what is taken beside a step. */
    static boolean beside(Class<?> type) {
        return BESIDE.containsKey(type);
    }

    /** The form of a ticket that the hotline passes on. */
    static Form ticketed() {
        return new Form("ticket", Ticket.Incoming.class);
    }

    /** A ticket as it was sent. Refuses as {@link #read} does. */
    static Ticket.Incoming ticket(Sent sent) {
        return (Ticket.Incoming) ticketed().made(sent);
    }

    /** The form of an alert that a device tells of. */
    static Form alerted() {
        return new Form("alert", Reading.class);
    }

    /** An alert as it was sent. Refuses as {@link #read} does. */
    static Reading reading(Sent sent) {
        return (Reading) alerted().made(sent);
    }

    List<Field> fields() {
        return Arrays.stream(type.getRecordComponents()).map(Form::field).toList();
    }

    private static Field field(RecordComponent component) {
        boolean optional = component.getType() == Optional.class;
        boolean many = component.getType() == List.class;
        Class<?> type = optional || many ? argument(component.getGenericType()) : component.getType();
        return new Field(component.getName(), type, optional || type == String.class, many);
    }

    private static Class<?> argument(Type generic) {
        return (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
    }

    /** What was sent, as its record. Refuses a field that it does not have, one that is missing, and whatever the record itself refuses. */
    Object read(Sent sent) {
        return made(sent);
    }

    private Object made(Sent sent) {
        List<Field> fields = fields();
        for (String name : sent.fields().keySet()) {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                throw Refusal.invalid("api.fieldUnknown", "field", name);
            }
        }
        Object[] values = new Object[fields.size()];
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            Optional<Object> value = Optional.ofNullable(sent.fields().get(field.name()))
                    .filter(given -> !given.equals("") || field.type() == String.class)
                    .map(given -> value(field, given));
            values[i] = components[i].getType() == Optional.class ? value : value.orElseGet(() -> left(field));
        }
        return made(values);
    }

    private static Object left(Field field) {
        if (field.optional()) {
            return "";
        }
        throw Refusal.invalid("api.fieldMissing", "field", field.name());
    }

    private static Object value(Field field, Object given) {
        Class<?> type = field.type();
        if (field.many()) {
            if (given instanceof List<?> items && items.size() <= LONGEST_LIST) {
                return items.stream().map(item -> each(field, item)).toList();
            }
        } else if (type == boolean.class || type == Boolean.class) {
            if (given instanceof Boolean) {
                return given;
            }
            if (given.equals("true") || given.equals("false")) {
                return given.equals("true");
            }
        } else if (type == int.class || type == Integer.class) {
            if (given instanceof Integer) {
                return given;
            }
            if (given instanceof String digits && digits.matches("[0-9]{1,9}")) {
                return Integer.valueOf(digits);
            }
        } else if (given instanceof String text) {
            return read(field, type, text);
        }
        throw wrong(field);
    }

    private static Object each(Field field, Object item) {
        if (item instanceof Sent sent) {
            return field.each().made(sent);
        }
        if (item instanceof String text && !field.type().isRecord()) {
            return read(field, field.type(), text);
        }
        throw wrong(field);
    }

    private static Object read(Field field, Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == PlaceCode.class) {
            return PlaceCode.parse(text);
        }
        if (type == Phone.class) {
            return Phone.parse(text);
        }
        if (type == Instant.class) {
            try {
                return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException none) {
                throw wrong(field);
            }
        }
        if (type == LocalDate.class && text.length() == 10) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException none) {
                throw wrong(field);
            }
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(one -> ((Enum<?>) one).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> wrong(field));
        }
        if (type == UUID.class && text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException none) {
                throw wrong(field);
            }
        }
        throw wrong(field);
    }

    private static Refusal wrong(Field field) {
        return Refusal.invalid("api.field", "field", field.name());
    }

    private Object made(Object[] values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
