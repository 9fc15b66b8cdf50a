package org.linli.device.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.device.Alert;
import org.linli.device.AlertKind;
import org.linli.device.Device;
import org.linli.device.DeviceKind;
import org.linli.device.Devices;
import org.linli.device.Rule;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.organisation.Organisation;
import org.linli.place.Found;
import org.linli.place.Inside;
import org.linli.platform.web.QrCode;

/** What the desk shows of devices 智能设备. */
public final class DeviceView {

    private DeviceView() {}

    /**
     * The devices of a place.
     *
     * @param keeps whether whoever looks registers devices
     * @param broker whether devices speak over a broker here
     * @param aside how many messages were put aside and wait for whoever looks
     */
    public record All(List<Device> devices, Map<PlaceCode, String> names, boolean keeps, boolean broker, int aside) {

        /** How many are silent. */
        public int silent() {
            return (int) devices.stream()
                    .filter(device -> device.silence().isPresent())
                    .count();
        }

        /** The full name of a place. */
        public String name(PlaceCode place) {
            return names.getOrDefault(place, place.value());
        }
    }

    /**
     * One device.
     *
     * @param alerts none for whoever may not look at them
     * @param tells whether whoever looks may look at its alerts
     * @param keeps whether they change it
     * @param decides whether they take back and raise
     * @param further whether this is not the first page of its alerts
     * @param rules what becomes of each kind of alerts at its place
     * @param offered the categories that an order of its silence may have
     * @param silence that category as it was chosen, or typed; empty for none
     * @param why why it is to be retired, as it was typed
     * @param back the reason to take back, as it was typed, and of which alert
     */
    public record One(
            Device device,
            String place,
            Page<Alert> alerts,
            boolean tells,
            boolean keeps,
            boolean decides,
            boolean further,
            List<Devices.Look> looks,
            List<Named> rules,
            Map<String, String> categories,
            Map<String, String> places,
            String topic,
            List<Category> offered,
            String silence,
            String why,
            Back back) {

        /** The name of a category. */
        public String category(String code) {
            return categories.getOrDefault(code, code);
        }

        /** The name of the place of a rule; empty for what holds everywhere. */
        public String at(String code) {
            return places.getOrDefault(code, "");
        }
    }

    /**
     * The notice 告示牌 beside a device, to be printed.
     *
     * @param phone of its community; empty where none is known
     * @param address of its public page, which the code holds too
     */
    public record Sign(Device device, String community, String phone, String address, QrCode code) {}

    /** What was typed to take an alert's order back. */
    public record Back(String alert, String words) {
        static final Back NOTHING = new Back("", "");
    }

    /** A rule with the name of what it is about, and of where it holds; empty for everywhere. */
    public record Named(AlertKind kind, Rule rule, String place) {}

    /** The form of a device; of one that stands already its kind and place are fixed. */
    public record Form(
            Optional<Device> device,
            DeviceForm typed,
            List<DeviceKind> kinds,
            List<Organisation> operators,
            List<Found> choices,
            List<Inside> near,
            PlaceCode within,
            String whole,
            int leastRetention,
            Optional<Refusal> refusal) {}

    /** The rules, and what may be added. */
    public record Ruled(
            List<Named> rules,
            List<AlertKind> alerts,
            List<DeviceKind> kinds,
            List<Category> categories,
            Map<String, String> names,
            boolean keeps,
            RuleForm typed,
            List<Found> choices,
            List<Inside> near,
            PlaceCode within,
            String whole,
            Added added) {

        /** The name of a category. */
        public String category(String code) {
            return names.getOrDefault(code, code);
        }
    }

    /** What was typed to add a kind of devices or of alerts. */
    public record Added(String form, String name, String code, String category, String severity, String films) {
        static final Added NOTHING = new Added("", "", "", "", "ORDINARY", "");

        /** What stood in a field of the form that was sent. */
        public String in(String sent, String value) {
            return form.equals(sent) ? value : "";
        }
    }
}
