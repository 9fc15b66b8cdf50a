package org.linli.bulletin;

import org.linli.device.PublicDevices.Shown;
import org.linli.device.PublicDevices.Told;

/**
 * What the public page of a device shows 设备公示页.
 *
 * @param place where it hangs, in full
 * @param phone of its community; empty where none is known
 */
public record PublicDevice(
        Shown device, Told told, String place, String community, String communityCode, String phone) {

    /** A bar in percent of the longest of the page. */
    public int width(int many) {
        int most =
                told.months().stream().mapToInt(month -> month.alerts()).max().orElse(1);
        return PublicPlaces.width(many, Math.max(1, most));
    }
}
