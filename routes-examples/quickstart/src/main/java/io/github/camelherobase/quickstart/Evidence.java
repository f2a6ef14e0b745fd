package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.camelherobase.simulator.books.ServiceBook;

/**
 * What an act left behind, from sources that do not know of each other.
 *
 * @param offered customer numbers in the lead file
 * @param inHerobase customer numbers in HeroBase's world, and how often each
 * @param rejects customer numbers in the rejects file; a restart may repeat some
 * @param atKill HeroBase when the first worker was dead
 * @param atEnd HeroBase at the end
 * @param killed what the worker said that was killed
 * @param second what the worker said that took its place
 * @param took on the wall
 */
record Evidence(
        List<String> offered,
        Map<String, Integer> inHerobase,
        List<String> rejects,
        Books atKill,
        Books atEnd,
        WorkerFigures killed,
        WorkerFigures second,
        Duration took) {

    static final String IMPORT = "POST /leads";

    /**
     * HeroBase's own books at one moment.
     *
     * @param leads in the world
     * @param services by service
     */
    record Books(long leads, Map<String, ServiceBook> services) {

        long charged() {
            return services.values().stream()
                    .mapToLong(ServiceBook::unitsCharged)
                    .sum();
        }

        long refused() {
            return services.values().stream().mapToLong(ServiceBook::refused).sum();
        }

        long received() {
            return services.values().stream().mapToLong(ServiceBook::received).sum();
        }

        long accepted(String service) {
            return services.containsKey(service) ? services.get(service).accepted() : 0;
        }

        long accepted() {
            return services.values().stream().mapToLong(ServiceBook::accepted).sum();
        }

        long answers(int status) {
            return services.values().stream()
                    .mapToLong(service -> service.answers().getOrDefault(status, 0L))
                    .sum();
        }
    }

    Figures figures() {
        TreeSet<String> lost = new TreeSet<>(offered);
        lost.removeAll(inHerobase.keySet());
        rejects.forEach(lost::remove);
        return new Figures(
                offered.size(),
                inHerobase.size(),
                new TreeSet<>(rejects).size(),
                lost.size(),
                inHerobase.values().stream().mapToLong(count -> count - 1).sum(),
                atEnd.refused(),
                atEnd.charged(),
                Math.max(killed.heapBytes(), second.heapBytes()),
                took);
    }
}
