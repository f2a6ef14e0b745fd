package io.github.camelherobase.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of an account's cluster, put right where people typically mistype it (observed by public clients). */
public final class BaseUrl {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private BaseUrl() {}

    /** The address of a cluster on herobase.com. */
    public static URI ofSubdomain(String subdomain) {
        String name = subdomain.trim();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("subdomain=" + name
                    + " is not a cluster's name such as wshero01; for another host use baseUrl=https://host/api");
        }
        return URI.create("https://" + name.toLowerCase(Locale.ROOT) + ".herobase.com/api");
    }

    /**
     * Reads {@code baseUrl}: adds a missing {@code https://} and {@code /api}, takes away blanks and trailing slashes.
     *
     * @throws IllegalArgumentException when it is no address, or plain http to another machine
     */
    public static URI parse(String text) {
        String address = text.trim();
        while (address.endsWith("/")) {
            address = address.substring(0, address.length() - 1);
        }
        if (!address.contains("://")) {
            address = "https://" + address;
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw invalid("it is no address: " + e.getReason());
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null) {
            throw invalid("it names no host");
        }
        if (uri.getUserInfo() != null) {
            throw invalid("credentials do not belong in it; use username and password");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw invalid("it must end with the path, usually /api");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            throw invalid("plain http to " + host
                    + " would send the password readable by anyone on the way; use https (http is for localhost only)");
        }
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("its scheme must be https");
        }
        String path = uri.getPath().endsWith("/api") ? uri.getPath() : uri.getPath() + "/api";
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + host + port + path);
    }

    private static IllegalArgumentException invalid(String why) {
        return new IllegalArgumentException(
                "baseUrl is wrong: " + why + ". Expected for example https://wshero01.herobase.com/api");
    }
}
