package org.linli.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MapSettingsTest {

    private static MapSettings tiles(String tiles) {
        return new MapSettings(tiles, "", "abc", "", "");
    }

    @Test
    void nothingIsAskedOfAnybodyUnlessItIsSet() {
        assertThat(tiles("").origins()).isEmpty();
    }

    @Test
    void aKeyOfTiandituIsItsRoadMapWithNames() {
        MapSettings settings = new MapSettings("", "", "01234567", "", "abc");
        assertThat(settings.origins().distinct()).containsExactly("https://*.tianditu.gov.cn");
        assertThat(settings.tiles())
                .startsWith("https://t{s}.tianditu.gov.cn/vec_w/wmts?")
                .endsWith("&tk=abc");
        assertThat(settings.labels()).contains("LAYER=cva");
        assertThat(settings.attribution()).isEqualTo("天地图");
    }

    @Test
    void otherTilesAreTakenAsTheyAre() {
        assertThat(tiles("https://tiles.example.cn:8443/{z}/{x}/{y}.png").origins())
                .containsExactly("https://tiles.example.cn:8443");
        assertThat(tiles("http://{s}.tiles.example.cn/{z}/{x}/{y}.png").origins())
                .containsExactly("http://*.tiles.example.cn");
        assertThat(new MapSettings("https://tiles.example.cn/{z}/{x}/{y}", "", "", "", "abc").tiles())
                .startsWith("https://tiles.example.cn/");
        assertThatThrownBy(() -> tiles("tiles/{z}")).isInstanceOf(IllegalArgumentException.class);
    }
}
