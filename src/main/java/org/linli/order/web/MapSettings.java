package org.linli.order.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What lies under the map 底图, under {@code linli.map.}; nothing unless a deployer says so, since whoever draws it learns
 * where people look.
 *
 * @param tiles address of a tile 瓦片 with {@code {z}}, {@code {x}}, {@code {y}} and perhaps {@code {s}}; empty for none
 * @param labels the same for names drawn over them; empty for none
 * @param subdomains what {@code {s}} may be, a letter each
 * @param attribution whose map it is, as its owner asks to be named
 * @param tiandituKey a key of 天地图, by which its road map and its names are used unless other tiles are set
 */
@ConfigurationProperties("linli.map")
record MapSettings(
        @DefaultValue("") String tiles,
        @DefaultValue("") String labels,
        @DefaultValue("01234567") String subdomains,
        @DefaultValue("") String attribution,
        @DefaultValue("") String tiandituKey) {

    private static final Pattern HOST = Pattern.compile("https?://[^/]+");

    MapSettings {
        if (tiles.isEmpty() && !tiandituKey.isEmpty()) {
            tiles = tianditu("vec", tiandituKey);
            labels = tianditu("cva", tiandituKey);
            attribution = attribution.isEmpty() ? "天地图" : attribution;
        }
        // An address that is none is said at the start, and not on the first map.
        Stream.of(tiles, labels).filter(template -> !template.isEmpty()).forEach(MapSettings::origin);
    }

    /** Where its pictures come from. */
    Stream<String> origins() {
        return Stream.of(tiles, labels).filter(template -> !template.isEmpty()).map(MapSettings::origin);
    }

    /** What differs from tile to tile stands in the first label of the host, or behind the host. */
    private static String origin(String template) {
        Matcher host = HOST.matcher(template);
        if (!host.lookingAt()) {
            throw new IllegalArgumentException("linli.map: no address of tiles: " + template);
        }
        return host.group().replaceFirst("//[^/.]*\\{s}[^/.]*\\.", "//*.");
    }

    /** The Web Mercator tiles of 天地图 (lbs.tianditu.gov.cn). */
    private static String tianditu(String layer, String key) {
        return "https://t{s}.tianditu.gov.cn/" + layer + "_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER="
                + layer + "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="
                + key;
    }
}
