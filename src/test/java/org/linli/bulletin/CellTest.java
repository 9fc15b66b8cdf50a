package org.linli.bulletin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linli.bulletin.Cell.FEW;
import static org.linli.bulletin.Cell.SHOWN;
import static org.linli.bulletin.Cell.WITHHELD;

import java.util.Collection;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void hidesOneToFourOrders() {
        assertThat(Cell.of(0)).isEqualTo(SHOWN);
        assertThat(Cell.of(1)).isEqualTo(FEW);
        assertThat(Cell.of(4)).isEqualTo(FEW);
        assertThat(Cell.of(5)).isEqualTo(SHOWN);
    }

    @Test
    void showsAllWhereNoneIsSmall() {
        assertThat(cells(5, 214, 0)).containsExactly(SHOWN, SHOWN, SHOWN);
    }

    @Test
    void withholdsTheSmallestOthersThatASubtractionWouldNeed() {
        assertThat(cells(3, 214, 20)).containsExactly(FEW, SHOWN, WITHHELD);
        assertThat(cells(1, 1, 30, 60)).containsExactly(FEW, FEW, WITHHELD, SHOWN);
        assertThat(cells(4, 4, 30)).containsExactly(FEW, FEW, SHOWN);
    }

    @Test
    void hidesEverythingWhereThereIsNothingElse() {
        assertThat(cells(3)).containsExactly(FEW);
        assertThat(cells(3, 9)).containsExactly(FEW, WITHHELD);
    }

    private static Collection<Cell> cells(long... orders) {
        var parts = new TreeMap<Integer, Long>();
        for (int i = 0; i < orders.length; i++) {
            parts.put(i, orders[i]);
        }
        return Cell.of(parts).values();
    }
}
