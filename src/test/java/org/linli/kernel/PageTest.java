package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void theRowTooManyOnlyProvesThatThereIsMore() {
        var page = Page.cut(List.of(1, 2, 3), 2, PageTest::position);
        assertThat(page.items()).containsExactly(1, 2);
        assertThat(page.next()).contains(position(2));
    }

    @Test
    void theLastPageHasNoNext() {
        assertThat(Page.cut(List.of(1, 2), 2, PageTest::position).next()).isEmpty();
        assertThat(Page.cut(List.<Integer>of(), 2, PageTest::position).items()).isEmpty();
    }

    @Test
    void aPageShownDifferentlyGoesOnAtTheSamePlace() {
        var page = Page.cut(List.of(1, 2, 3), 2, PageTest::position);
        assertThat(page.map(n -> "No. " + n)).isEqualTo(new Page<>(List.of("No. 1", "No. 2"), page.next()));
    }

    @Test
    void aPageDoesNotChangeUnderItsReader() {
        var rows = new ArrayList<>(List.of(1));
        var page = Page.cut(rows, 5, PageTest::position);
        rows.add(2);
        assertThat(page.items()).containsExactly(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> page.items().add(3));
    }

    @Test
    void aQueryThatFetchedTooMuchIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.cut(List.of(1, 2, 3), 1, PageTest::position));
        assertThatIllegalArgumentException().isThrownBy(() -> Page.cut(List.of(), 0, row -> position(0)));
    }

    private static Cursor position(int row) {
        return new Cursor(Instant.ofEpochSecond(row), new UUID(0, row));
    }
}
