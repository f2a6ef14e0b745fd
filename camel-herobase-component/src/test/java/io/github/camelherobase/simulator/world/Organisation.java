package io.github.camelherobase.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** The units and users of a site as they are now. Safe for use by several threads. */
public final class Organisation {

    private final Supplier<String> ids;
    private final Map<String, OrgUnit> units = new LinkedHashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, List<String>> campaigns = new LinkedHashMap<>();

    Organisation(Supplier<String> ids) {
        this.ids = ids;
    }

    /** A unit at the top; its name is its org code. */
    public OrgUnit addUnit(String orgCode) {
        return add(orgCode, Optional.empty());
    }

    /** A unit below another one. */
    public OrgUnit addUnit(String orgCode, String parent) {
        return add(orgCode, Optional.of(existingUnit(parent).orgCode()));
    }

    /** A user whose org code is the e-mail address and the user name too, as is usual. */
    public User addUser(String orgCode, String unit) {
        return addUser(orgCode, unit, orgCode);
    }

    /** A user with an org code from elsewhere, such as an economy system. */
    public synchronized User addUser(String orgCode, String unit, String email) {
        reserve(orgCode);
        String name = email.replaceFirst("@.*", "");
        User user = new User(
                "USR" + ids.get(),
                orgCode,
                email,
                name,
                email,
                existingUnit(unit).orgCode());
        users.put(orgCode, user);
        return user;
    }

    /** A user works on campaigns, in place of those before. */
    public synchronized void assign(String orgCode, String... campaignCodes) {
        campaigns.put(orgCode, List.of(campaignCodes));
    }

    /** The codes of the campaigns that a user works on. */
    public synchronized List<String> campaignsOf(String orgCode) {
        return campaigns.getOrDefault(orgCode, List.of());
    }

    /** A user changes units; calls made before keep the old one. */
    public synchronized void moveUser(String orgCode, String unit) {
        User user = user(orgCode).orElseThrow(() -> new NoSuchElementException("No user " + orgCode));
        users.put(
                orgCode,
                new User(
                        user.uniqueId(),
                        orgCode,
                        user.username(),
                        user.name(),
                        user.email(),
                        existingUnit(unit).orgCode()));
    }

    /**
     * A unit, with all below it, comes below another one.
     *
     * @throws IllegalArgumentException when it would come below itself
     */
    public synchronized void moveUnit(String orgCode, String parent) {
        OrgUnit unit = existingUnit(orgCode);
        if (unitsUpward(parent).contains(orgCode)) {
            throw new IllegalArgumentException(parent + " is below " + orgCode);
        }
        units.put(orgCode, new OrgUnit(unit.uniqueId(), orgCode, unit.name(), Optional.of(parent)));
    }

    public synchronized Optional<OrgUnit> unit(String orgCode) {
        return Optional.ofNullable(units.get(orgCode));
    }

    public synchronized Optional<User> user(String orgCode) {
        return Optional.ofNullable(users.get(orgCode));
    }

    /** In the order in which they were made. */
    public synchronized List<OrgUnit> units() {
        return List.copyOf(units.values());
    }

    /** In the order in which they were made. */
    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    /** The units right below a unit. */
    public List<OrgUnit> children(String orgCode) {
        return units().stream()
                .filter(unit -> unit.parent().filter(orgCode::equals).isPresent())
                .toList();
    }

    /** The users of a unit itself. */
    public List<User> usersOf(String orgCode) {
        return users().stream().filter(user -> user.unit().equals(orgCode)).toList();
    }

    /** The units a user is in, from the own one to the top. */
    public List<OrgUnit> unitsOf(String userCode) {
        return user(userCode)
                .map(user -> unitsUpward(user.unit()).stream()
                        .map(this::existingUnit)
                        .toList())
                .orElse(List.of());
    }

    synchronized void clear() {
        units.clear();
        users.clear();
        campaigns.clear();
    }

    private synchronized List<String> unitsUpward(String orgCode) {
        List<String> path = new ArrayList<>();
        Optional<String> next = Optional.of(orgCode);
        while (next.isPresent()) {
            path.add(next.get());
            next = existingUnit(next.get()).parent();
        }
        return path;
    }

    private synchronized OrgUnit add(String orgCode, Optional<String> parent) {
        reserve(orgCode);
        OrgUnit unit = new OrgUnit("ORG" + ids.get(), orgCode, orgCode, parent);
        units.put(orgCode, unit);
        return unit;
    }

    /** "The uniqueness of the org codes is enforced upon user / org unit creation." */
    private void reserve(String orgCode) {
        if (units.containsKey(orgCode) || users.containsKey(orgCode)) {
            throw new IllegalArgumentException("Org code " + orgCode + " is taken");
        }
    }

    private OrgUnit existingUnit(String orgCode) {
        return unit(orgCode).orElseThrow(() -> new NoSuchElementException("No unit " + orgCode));
    }
}
