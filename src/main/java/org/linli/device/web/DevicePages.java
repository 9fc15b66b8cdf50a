package org.linli.device.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.device.Alert;
import org.linli.device.Alerts;
import org.linli.device.Device;
import org.linli.device.DeviceSettings;
import org.linli.device.Devices;
import org.linli.device.Kinds;
import org.linli.device.Messages;
import org.linli.device.MqttSettings;
import org.linli.device.Rules;
import org.linli.device.web.DeviceView.Back;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.place.Found;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.platform.web.PublicAddress;
import org.linli.platform.web.QrCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The devices of my place: the list, one of them with its alerts and what became of them, and what is declared of it. */
@Controller
class DevicePages {

    static final String PATH = "/desk/devices";

    private final Devices devices;
    private final Alerts alerts;
    private final Kinds kinds;
    private final Rules rules;
    private final Categories categories;
    private final Places places;
    private final DeviceSettings settings;
    private final MqttSettings mqtt;
    private final Messages messages;
    private final Notices notices;
    private final PublicAddress address;
    private final Templates templates;

    DevicePages(
            Devices devices,
            Alerts alerts,
            Kinds kinds,
            Rules rules,
            Categories categories,
            Places places,
            DeviceSettings settings,
            MqttSettings mqtt,
            Messages messages,
            Notices notices,
            PublicAddress address,
            Templates templates) {
        this.devices = devices;
        this.alerts = alerts;
        this.kinds = kinds;
        this.rules = rules;
        this.categories = categories;
        this.places = places;
        this.settings = settings;
        this.mqtt = mqtt;
        this.messages = messages;
        this.notices = notices;
        this.address = address;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(Page page) {
        List<Device> mine = devices.mine();
        boolean keeps = keeps(page.actor());
        return Answer.show(templates.deviceList(
                page,
                new DeviceView.All(
                        mine,
                        places.fullNames(mine.stream().map(Device::place).toList()),
                        keeps,
                        mqtt.url() != null,
                        keeps ? messages.waiting() : 0)));
    }

    /** Whether somebody registers devices. */
    static boolean keeps(Actor actor) {
        return Device.keeps(actor);
    }

    @GetMapping(PATH + "/new")
    Answer fresh(Page page) {
        keeper(page.actor());
        return Answer.show(form(page, Optional.empty(), DeviceForm.FRESH, List.of(), null));
    }

    static void keeper(Actor actor) {
        if (!keeps(actor)) {
            throw Refusal.forbidden("device.notYours");
        }
    }

    @PostMapping(PATH)
    Answer register(DeviceForm typed, Page page, Once once) {
        keeper(page.actor());
        TypedPlace where = new TypedPlace(typed.q(), typed.where());
        try {
            return once.go(() -> {
                PlaceCode home = page.actor().home();
                PlaceCode place = where.meant(home, places).orElse(home);
                String law = kinds.kind(typed.kind(), place).law();
                return PATH + "/" + devices.register(place, typed.kind(), typed.declared(law));
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            List<Found> choices = refusal.code().equals("where.several")
                    ? where.choices(page.actor().home(), places)
                    : List.of();
            return Answer.again(form(page, Optional.empty(), typed, choices, refusal));
        }
    }

    @GetMapping(PATH + "/{id}")
    Answer one(@PathVariable UUID id, @RequestParam(required = false) @Nullable String after, Page page) {
        Device device = devices.one(id);
        if (device.tells(page.actor())) {
            devices.look(device);
        }
        notices.readAbout(id);
        return Answer.show(show(page, device, Optional.ofNullable(after).map(Cursor::parse), Typed.NOTHING, null));
    }

    /** The notice that hangs beside it, with a code that leads to its public page. Refuses a retired one: none is to hang there. */
    @GetMapping(PATH + "/{id}/sign")
    Answer sign(@PathVariable UUID id, Page page, HttpServletRequest request) {
        Device device = devices.one(id);
        if (device.retired()) {
            throw Refusal.movedOn("device.retired");
        }
        Place community = places.place(device.place().at(PlaceLevel.COMMUNITY));
        String open = address.of(request) + "/p/devices/" + id;
        return Answer.show(templates.deviceSign(
                page, new DeviceView.Sign(device, community.name(), community.phone(), open, QrCode.of(open))));
    }

    @GetMapping(PATH + "/{id}/alter")
    Answer altering(@PathVariable UUID id, Page page) {
        keeper(page.actor());
        Device device = devices.one(id);
        return Answer.show(form(
                page, Optional.of(device), DeviceForm.of(device, places.fullName(device.place())), List.of(), null));
    }

    @PostMapping(PATH + "/{id}/alter")
    Answer alter(@PathVariable UUID id, DeviceForm typed, Page page, Once once) {
        keeper(page.actor());
        Device device = devices.one(id);
        try {
            return once.go(() -> {
                devices.alter(id, typed.declared(device.kind().law()));
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(form(page, Optional.of(device), typed, List.of(), refusal));
        }
    }

    @PostMapping(PATH + "/{id}/retire")
    Answer retire(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        keeper(page.actor());
        Device device = devices.one(id);
        try {
            return once.go(() -> {
                devices.retire(id, words);
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(page, device, Optional.empty(), Typed.why(words), refusal));
        }
    }

    @PostMapping(PATH + "/{id}/silence")
    Answer silence(@PathVariable UUID id, @RequestParam(defaultValue = "") String category, Page page, Once once) {
        keeper(page.actor());
        Device device = devices.one(id);
        try {
            return once.go(() -> {
                devices.onSilence(id, Optional.of(category).filter(chosen -> !chosen.isEmpty()));
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(page, device, Optional.empty(), Typed.silence(category), refusal));
        }
    }

    /** The token lives on this one answer only: a repetition does nothing and finds none. */
    @PostMapping(PATH + "/{id}/token")
    Answer token(@PathVariable UUID id, Page page, Once once) {
        keeper(page.actor());
        Device device = devices.one(id);
        AtomicReference<String> shown = new AtomicReference<>("");
        once.path(() -> {
            shown.set(devices.token(id));
            return PATH + "/" + id;
        });
        return Answer.show(templates.deviceToken(page, device, shown.get(), topic(device)));
    }

    @PostMapping(PATH + "/{id}/revoke")
    Answer revoke(@PathVariable UUID id, Page page, Once once) {
        keeper(page.actor());
        return once.go(() -> {
            devices.revoke(id);
            return PATH + "/" + id;
        });
    }

    @PostMapping(PATH + "/alerts/{id}/take-back")
    Answer takeBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String device,
            Page page,
            Once once) {
        try {
            return once.go(() -> PATH + "/" + alerts.takeBack(id, words));
        } catch (Refusal refusal) {
            refusal.mendable();
            Device told = devices.one(UUID.fromString(known(device)));
            return Answer.again(
                    show(page, told, Optional.empty(), Typed.back(new Back(id.toString(), words)), refusal));
        }
    }

    private static String known(String device) {
        if (!device.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Refusal.notFound();
        }
        return device;
    }

    @PostMapping(PATH + "/alerts/{id}/raise")
    Answer raise(@PathVariable UUID id, Once once) {
        return once.go(() -> "/desk/orders/" + alerts.raise(id));
    }

    /** What was typed into one of the forms of a device's page. */
    private record Typed(Optional<String> silence, String why, Back back) {

        static final Typed NOTHING = new Typed(Optional.empty(), "", Back.NOTHING);

        static Typed why(String why) {
            return new Typed(Optional.empty(), why, Back.NOTHING);
        }

        static Typed back(Back back) {
            return new Typed(Optional.empty(), "", back);
        }

        static Typed silence(String category) {
            return new Typed(Optional.of(category), "", Back.NOTHING);
        }
    }

    private JteModel show(Page page, Device device, Optional<Cursor> after, Typed typed, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        org.linli.kernel.Page<Alert> told = alerts.of(device, after);
        List<DeviceView.Named> named = device.tells(actor)
                ? kinds.alerts(device.place()).stream()
                        .map(kind -> RulePages.named(kind, rules.of(kind, device.place()), places))
                        .toList()
                : List.of();
        return templates.deviceOne(
                page,
                new DeviceView.One(
                        device,
                        places.fullName(device.place()),
                        told,
                        device.tells(actor),
                        keeps(actor) && !device.retired(),
                        actor.duty().dispatches(),
                        after.isPresent(),
                        devices.looks(device),
                        named,
                        names(categories.all()),
                        placeNames(told.items()),
                        topic(device),
                        categories.at(device.place()),
                        typed.silence().orElse(device.silenceCategory().orElse("")),
                        typed.why(),
                        typed.back()),
                refusal);
    }

    private Map<String, String> placeNames(List<Alert> told) {
        Map<String, String> names = new LinkedHashMap<>();
        places.fullNames(told.stream()
                        .map(Alert::rulePlace)
                        .filter(place -> !place.isEmpty())
                        .map(PlaceCode::parse)
                        .distinct()
                        .toList())
                .forEach((place, name) -> names.put(place.value(), name));
        return names;
    }

    static Map<String, String> names(List<Category> all) {
        Map<String, String> names = new LinkedHashMap<>();
        all.forEach(category -> names.put(category.code(), category.name()));
        return names;
    }

    /** Where it speaks over the broker; empty where there is none. */
    private String topic(Device device) {
        return mqtt.url() == null ? "" : mqtt.topic().replace("+", device.id().toString());
    }

    private JteModel form(
            Page page, Optional<Device> device, DeviceForm typed, List<Found> choices, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        return templates.deviceForm(
                page,
                new DeviceView.Form(
                        device,
                        typed,
                        device.map(one -> List.of(one.kind())).orElseGet(() -> kinds.of(home)),
                        devices.operators(device.map(Device::place).orElse(home)),
                        choices,
                        places.children(home, "", 100),
                        home,
                        places.fullName(home),
                        settings.leastRetentionDays(),
                        Optional.ofNullable(refusal)));
    }
}
