package io.github.camelherobase.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up leads as they stand in real files; the same ones each time. All people and numbers are invented. */
final class SourceLeads {

    private static final long SEED = 25;
    private static final int INVALID_PERCENT = 3;

    private static final List<String> FIRST_NAMES = List.of(
            "Søren", "Åse", "Jørgen", "Mette", "Bjørn", "Kåre", "Hjørdis", "Lærke", "Asger", "Maja", "René", "Zoë");
    private static final List<String> LAST_NAMES =
            List.of("Sørensen", "Østergård", "Ågaard", "Kjær", "Nielsen", "Bæk", "Møller-Højgaard", "d'Angelo", "Holm");
    private static final List<String> TRADES =
            List.of("Tømrer", "Bageri", "Køkken & Bad", "VVS", "Kørelærer", "Blomster", "\"Skæg\" Frisør", "Rør, Gas");
    private static final List<String> FORMS = List.of("ApS", "A/S", "I/S", "v/ indehaver");
    private static final List<String> CITIES =
            List.of("Århus C", "Ærøskøbing", "København Ø", "Tønder", "Nørre Åby", "Sæby", "Odense SV");
    private static final List<String> NOTES = List.of(
            "",
            "",
            "Ring efter kl. 16",
            "Kunde siden 2009, betaler til tiden",
            "Sagde: \"Ring igen i maj\"",
            "Første linje\nanden linje, med komma",
            "\"Ja tak\" til tilbud;\r\nvil have det skriftligt",
            "Åbner kun tirsdag – spørg efter Bodil");

    private SourceLeads() {}

    static List<SourceLead> generate(int count) {
        Random random = new Random(SEED);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> lead(number, random))
                .toList();
    }

    private static SourceLead lead(int number, Random random) {
        String first = pick(FIRST_NAMES, random);
        String last = pick(LAST_NAMES, random);
        String phone = random.nextInt(100) < INVALID_PERCENT ? "" : "+45 70 " + digits(random) + " " + digits(random);
        return new SourceLead(
                String.format(Locale.ROOT, "K%06d", number),
                last + "s " + pick(TRADES, random) + " " + pick(FORMS, random),
                first + " " + last,
                phone,
                "kunde" + number + "@example.com",
                pick(CITIES, random),
                pick(NOTES, random));
    }

    private static String digits(Random random) {
        return String.format(Locale.ROOT, "%02d", random.nextInt(100));
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
