package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linli.gateway.Attribute.Choice;
import org.linli.gateway.Attribute.Datatype;

/** The six kinds of answers of GeoReport v2, each taken where it fits and refused where it does not. */
class AttributeTest {

    private static final List<Choice> LAMPS = List.of(new Choice("A", "楼道灯"), new Choice("B", "路灯"));

    private static Attribute asked(Datatype datatype, boolean required) {
        return new Attribute("lamp", datatype, required, 1, "哪一盏", "", LAMPS);
    }

    @ParameterizedTest
    @CsvSource({
        "STRING,三号楼,三号楼",
        "TEXT,三号楼,三号楼",
        "NUMBER,-3.50,-3.50",
        "DATETIME,2026-11-21T14:20:00+08:00,2026-11-21T14:20:00+08:00",
        "SINGLEVALUELIST,B,路灯"
    })
    void whatFitsIsTaken(Datatype datatype, String given, String read) {
        assertThat(asked(datatype, true).answer(List.of(" " + given + " "))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"NUMBER,三", "DATETIME,2026-11-21", "SINGLEVALUELIST,C", "SINGLEVALUELIST,路灯", "MULTIVALUELIST,C"})
    void whatDoesNotIsRefused(Datatype datatype, String given) {
        assertThatThrownBy(() -> asked(datatype, false).answer(List.of(given))).isInstanceOf(Fault.class);
    }

    @Test
    void aStringHasOneLineAndATextSeveral() {
        assertThat(asked(Datatype.TEXT, false).answer(List.of("一\n二"))).isEqualTo("一\n二");
        assertThatThrownBy(() -> asked(Datatype.STRING, false).answer(List.of("一\n二")))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> asked(Datatype.STRING, false).answer(List.of("一".repeat(201))))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> asked(Datatype.TEXT, false).answer(List.of("一".repeat(1001))))
                .isInstanceOf(Fault.class);
    }

    @Test
    void severalAreTakenWhereSeveralAreAsked() {
        assertThat(asked(Datatype.MULTIVALUELIST, true).answer(List.of("A", "B", "A")))
                .isEqualTo("楼道灯、路灯");
        assertThatThrownBy(() -> asked(Datatype.SINGLEVALUELIST, true).answer(List.of("A", "B")))
                .isInstanceOf(Fault.class);
    }

    @Test
    void emptyIsTheSameAsMissing() {
        assertThat(asked(Datatype.NUMBER, false).answer(List.of(" "))).isEmpty();
        assertThatThrownBy(() -> asked(Datatype.NUMBER, true).answer(List.of()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("attributeMissing");
    }
}
