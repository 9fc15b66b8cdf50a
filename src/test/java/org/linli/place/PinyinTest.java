package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinTest {

    @ParameterizedTest
    @CsvSource({
        "纺织社区, fzsq",
        "宁宝社区, nbsq",
        "歇春园社区, xcysq",
        "学院路社区, xylsq",
        "二六〇家属院, elljsy",
        "７０１厂A区, 701caq",
        "北岸(筹备组)·1号, bacbz1h"
    })
    void a_place_is_found_by_the_first_letters_of_its_syllables(String name, String initials) {
        assertThat(Pinyin.initials(name)).isEqualTo(initials);
    }

    @ParameterizedTest
    @CsvSource({
        "厦门市, xms",
        "重庆市, cqs",
        "长沙市, css",
        "长春市, ccs",
        "长治市, czs",
        "长子县, zzx",
        "蚌埠市, bbs",
        "六安市, las",
        "六合区, lhq",
        "亳州市, bzs",
        "台州市, tzs",
        "丽水市, lss",
        "乐清市, yqs",
        "乐亭县, ltx",
        "番禺区, pyq",
        "莘县, sx",
        "莘庄镇, xzz",
        "大埔县, dbx",
        "黄埔区, hpq",
        "黄陂区, hpq",
        "单县, sx",
        "尉犁县, ylx",
        "燕郊镇, yjz",
        "洪洞县, htx",
        "涡阳县, gyx",
        "铅山县, ysx",
        "浚县, xx",
        "牟平区, mpq",
        "中牟县, zmx",
        "歙县, sx",
        "朝阳区, cyq",
        "朝霞路, zxl",
        "曾家村, zjc",
        "解家营, xjy",
        "解放路, jfl",
        "东阿县, dex",
        "西藏自治区, xzzzq",
        "闵行区, mhq",
        "太行路, thl",
        "井陉县, jxx",
        "荥阳市, xys",
        "荥经县, yjx",
        "什邡市, sfs",
        "莎车县, scx",
        "查干嘎查村, cggcc",
        "查家湾, zjw",
        "大厦社区, dssq"
    })
    void a_place_reads_as_its_people_say_it(String name, String initials) {
        assertThat(Pinyin.initials(name)).isEqualTo(initials);
    }

    @Property
    void whatever_the_name_only_letters_and_digits_come_out(@ForAll String name) {
        assertThat(Pinyin.initials(name)).matches("[a-z0-9]*");
    }

    /** Also how the resource is made: write what this expects. */
    @Test
    void the_characters_are_those_of_unicode() throws IOException {
        var latin = Transliterator.getInstance("Han-Latin; Latin-ASCII; Any-Lower");
        var expected = new StringBuilder();
        for (int han = 0x4E00; han <= 0x9FFF; han++) {
            var reading = latin.transliterate(Character.toString(han));
            expected.append(reading.matches("[a-z].*") ? reading.charAt(0) : '-');
            if (han % 64 == 63) {
                expected.append('\n');
            }
        }
        assertThat(resource("pinyin-initials.txt")).isEqualTo(expected.toString());
    }

    @Test
    void each_place_reading_has_a_letter_for_each_character_and_is_there_once() throws IOException {
        var entries = resource("place-readings.txt")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry).matches("\\^?\\p{IsHan}+ [a-z]+");
            var parts = entry.replace("^", "").split(" ");
            assertThat(parts[1]).hasSameSizeAs(parts[0]);
            assertThat(Pinyin.initials(parts[0])).isEqualTo(parts[1]);
        });
        assertThat(entries.stream().map(entry -> entry.split(" ")[0])).doesNotHaveDuplicates();
    }

    private static String resource(String name) throws IOException {
        try (var in = PinyinTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
