package org.linli.place;

import java.util.Locale;
import org.linli.kernel.Refusal;

/**
 * Where something stands on the ground 经纬度: degrees of WGS 84, with which CGCS2000 (天地图) agrees within a metre.
 * Refuses what lies outside the country, which is also what latitude and longitude in the wrong order do.
 */
public record Position(double latitude, double longitude) {

    public Position {
        if (!(latitude >= 3 && latitude <= 54 && longitude >= 73 && longitude <= 136)) {
            throw Refusal.invalid("place.position");
        }
    }

    /** As people write it: {@code 24.60112 118.05823}, to about a metre. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.5f %.5f", latitude, longitude);
    }
}
