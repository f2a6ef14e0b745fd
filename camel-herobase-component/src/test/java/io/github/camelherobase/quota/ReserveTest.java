package io.github.camelherobase.quota;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is left to others, and which numbers of an answer make sense. */
class ReserveTest {

    @ParameterizedTest
    @CsvSource({"100,1000,100", "10%,1000,100", "0.1%,1001,2", "10%,,0", "7,,7", "0,1000,0", "'',1000,0", ",1000,0"})
    void unitsOrAShareOfTheLimit(String text, Long limit, long units) {
        assertThat(Reserve.parse(text).of(limit == null ? QuotaWindow.UNLIMITED : limit))
                .isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "100%", "-0.1%", "NaN%", "much"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reserve.parse(text))
                .withMessageStartingWith("quotaReserve=" + text + " is not valid");
    }

    @Test
    void nothingIsNone() {
        assertThat(Reserve.parse("0").isNone()).isTrue();
        assertThat(Reserve.parse("0%").isNone()).isTrue();
        assertThat(Reserve.parse("1").isNone()).isFalse();
        assertThat(Reserve.parse("1%").isNone()).isFalse();
    }

    @Test
    void theSmallerOneIsFirst() {
        assertThat(Reserve.parse("1")).isLessThan(Reserve.parse("2")).isEqualByComparingTo(Reserve.parse("1"));
        assertThat(Reserve.parse("1%")).isLessThan(Reserve.parse("2%")).isGreaterThan(Reserve.parse("1"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,0,1,0,0",
        "0,0,0,,0,0",
        "4611686018427387903,4611686018427387903,90000,4611686018427387903,4611686018427387903,90000",
        "4611686018427387904,1,90001,,1,",
        "5,6,-1,5,,",
        "5,-1,x,5,,",
        "' 5 ',5,,5,5,"
    })
    void numbersThatMakeNoSenseAreMissing(
            String limit, String remaining, String reset, Long isLimit, Long isRemaining, Long isReset) {
        assertThat(RateLimit.of(limit, remaining, reset)).isEqualTo(new RateLimit(isLimit, isRemaining, isReset));
    }
}
