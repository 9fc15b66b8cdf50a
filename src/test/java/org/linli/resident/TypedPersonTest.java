package org.linli.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.kernel.PlaceCode;

class TypedPersonTest {

    private static final Person CHEN = person("陈安");
    private static final Person CHEN_ANPING = person("陈安平");
    private static final Person OTHER_CHEN = person("陈安");

    @Test
    void ofSeveralTheOneOfExactlyThisNameIsMeant() {
        assertThat(new TypedPerson(" 陈安 ", Optional.empty()).only(List.of(CHEN_ANPING, CHEN)))
                .contains(CHEN);
    }

    @Test
    void twoOfOneNameAreNotGuessedFrom() {
        assertThat(new TypedPerson("陈安", Optional.empty()).only(List.of(CHEN, OTHER_CHEN)))
                .isEmpty();
    }

    @Test
    void aChoiceCountsWhileTheWordsMayMeanThem() {
        TypedPerson chosen = new TypedPerson("陈安", Optional.of(OTHER_CHEN.id()));
        assertThat(chosen.only(List.of(CHEN, OTHER_CHEN))).contains(OTHER_CHEN);
        assertThat(chosen.only(List.of(CHEN, CHEN_ANPING))).contains(CHEN);
    }

    @Test
    void aWholeNumberIsAPhoneAndANameIsNot() {
        assertThat(TypedPerson.phone("138 0000 1234")).isPresent();
        assertThat(TypedPerson.phone("陈安")).isEmpty();
        assertThat(TypedPerson.phone("1234")).isEmpty();
    }

    private static Person person(String name) {
        return new Person(UUID.randomUUID(), name, PlaceCode.parse("350211003012"), "138****1234", "zh-CN");
    }
}
