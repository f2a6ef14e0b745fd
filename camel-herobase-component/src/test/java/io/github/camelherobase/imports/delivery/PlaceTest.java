package io.github.camelherobase.imports.delivery;

import java.util.HashSet;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseConstants;

import static org.assertj.core.api.Assertions.assertThat;

/** Where an exchange stands in its delivery, and how it carries that. */
class PlaceTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Delivery delivery = Delivery.placeOf(exchange).delivery();

    @Test
    void elementsOfElementsAreAllToldApart() {
        Place whole = Place.whole(delivery);
        Set<Long> paths = new HashSet<>();
        paths.add(whole.path());
        paths.add(0L);
        int count = 2;
        for (int outer = 0; outer < 1_000; outer++) {
            Place element = whole.element(outer);
            paths.add(element.path());
            count++;
            for (int inner = 0; inner < 100; inner++) {
                paths.add(element.element(inner).path());
                count++;
            }
        }
        // Far ones, and the other way round.
        for (int element = 1_000; element < 100_000; element++) {
            paths.add(whole.element(element).path());
            paths.add(whole.element(element).element(element).path());
            count += 2;
        }

        assertThat(paths).hasSize(count);
        assertThat(whole.element(7).path()).isEqualTo(whole.element(7).path());
        assertThat(whole.element(7).outer()).isSameAs(whole);
        assertThat(whole.outer()).isNull();
    }

    /** All bits of a number decide about all bits: one that is changed changes about half of them. */
    @Test
    void aNumbersBitsAreSpread() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int changed = 0;
            for (long number = 1; number <= 200; number++) {
                changed += Long.bitCount(
                        Place.mix(number * 0x9E3779B97F4A7C15L) ^ Place.mix(number * 0x9E3779B97F4A7C15L ^ 1L << bit));
            }
            assertThat(changed / 200).as("bit %s", bit).isBetween(28, 36);
        }
    }

    @Test
    void anElementOfWhatIsUnknownIsUnknownToo() {
        Place whole = Place.whole(delivery);
        assertThat(whole.isKnown()).isTrue();
        assertThat(whole.element(1).isKnown()).isTrue();
        assertThat(whole.of("1").isKnown()).isTrue();
        Place unknown = whole.element(1).unknown();
        assertThat(unknown.isKnown()).isFalse();
        assertThat(unknown.element(0).isKnown()).isFalse();
        assertThat(unknown.path()).isEqualTo(whole.element(1).path());
        assertThat(unknown.outer()).isSameAs(whole);
    }

    @Test
    void aPlaceIsOfOneExchange() {
        Place place = Place.whole(delivery).of("1");
        assertThat(place.isOf("1")).isTrue();
        assertThat(place.isOf("2")).isFalse();
        assertThat(Place.whole(delivery).isOf("1")).isFalse();
        assertThat(place.element(0).isOf("1")).as("a copy stands there").isFalse();
    }

    @Test
    void eitherOfTheTwoWaysToCarryItIsEnough() {
        Place place = Place.whole(delivery).element(3);
        Exchange byProperty = new DefaultExchange(exchange.getContext());
        place.putInto(byProperty);
        assertThat(byProperty.getProperty(HerobaseConstants.EARLIER_IMPORT)).isSameAs(place);
        byProperty.getExchangeExtension().setSafeCopyProperty(HerobaseConstants.EARLIER_IMPORT, null);
        assertThat(Place.carriedBy(byProperty)).isSameAs(place);

        Exchange bySafeCopy = new DefaultExchange(exchange.getContext());
        place.putInto(bySafeCopy);
        bySafeCopy.removeProperties("*");
        assertThat(Place.carriedBy(bySafeCopy)).isSameAs(place);

        place.putInto(bySafeCopy);
        Place.removeFrom(bySafeCopy);
        assertThat(Place.carriedBy(bySafeCopy)).isNull();
    }

    @Test
    void anExchangeThatHasEndedKnowsItsPlaceAsLongAsItsDeliveryLives() {
        Place place = Place.whole(delivery).element(3).of("1");
        Exchange kept = new DefaultExchange(exchange.getContext());
        place.ended().putInto(kept);

        Place again = Place.carriedBy(kept);
        assertThat(again.delivery()).isSameAs(delivery);
        assertThat(again.path()).isEqualTo(place.path());
        assertThat(again.isOf("1")).isTrue();
        assertThat(again.isKnown()).isTrue();
        assertThat(again.outer().delivery()).isSameAs(delivery);
        assertThat(again.outer().path()).isEqualTo(place.outer().path());
        assertThat(again.outer().outer()).isNull();
        assertThat(place.ended().delivery()).as("holds no memory").isNull();
        assertThat(place.ended().outer().delivery()).isNull();
    }

    @Test
    void ofADeliveryThatIsGoneNothingIsKnown() {
        Exchange kept = new DefaultExchange(exchange.getContext());
        // Nothing but the exchange itself would hold it.
        Place.whole(null).element(1).ended().putInto(kept);

        assertThat(Place.carriedBy(kept)).isNull();
    }

    @Test
    void theIndexOfASplitIsRead() {
        assertThat(Place.splitIndex(exchange)).isNull();
        exchange.setProperty(ExchangePropertyKey.SPLIT_INDEX, 7);
        assertThat(Place.splitIndex(exchange)).isEqualTo(7);
    }

    @Test
    void aCopyOfAnExchangeHasTheSamePlace() {
        Place place = Place.whole(delivery);
        assertThat(place.safeCopy()).isSameAs(place);
    }
}
