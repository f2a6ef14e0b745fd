package io.github.camelherobase.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.util.StringHelper;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.guide.HerobaseTexts.Place;
import io.github.camelherobase.guide.HerobaseTexts.Uri;

/** Camel's own catalog, with our component in it. */
final class HerobaseCatalog {

    private static final String METADATA = "/META-INF/io/github/camelherobase/herobase.json";

    private static final String SETTINGS = "camel.component.herobase.";
    private static final String ACCOUNTS = "accounts.";
    private static final Path OF_THE_STARTER = Path.of("camel-herobase-starter/src/main/java/io/github/camelherobase/"
            + "springboot/HerobaseComponentConfiguration.java");
    private static final Pattern SETTER = Pattern.compile("void set(\\w+)\\(");

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Set<String> ofTheStarter = new HashSet<>();
    private final Set<String> accountOptions = new TreeSet<>();

    HerobaseCatalog() {
        catalog.addComponent("herobase", HerobaseComponent.class.getName(), metadata());
        Matcher setter = SETTER.matcher(
                GuideFile.read(GuideFile.repository().resolve(OF_THE_STARTER)).text());
        while (setter.find()) {
            ofTheStarter.add(StringHelper.camelCaseToDash(setter.group(1)));
        }
        // Of every starter of Camel: whether its properties are looked at, and its customizers called.
        ofTheStarter.addAll(Set.of("enabled", "customizer", "customizer.enabled"));
        for (Method method : HerobaseAccount.class.getMethods()) {
            if (method.getName().startsWith("set")) {
                accountOptions.add(StringHelper.camelCaseToDash(method.getName().substring("set".length())));
            }
        }
    }

    /** What the build generated of the component's options and headers. */
    static String metadata() {
        try (InputStream json = HerobaseComponent.class.getResourceAsStream(METADATA)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null when there is nothing wrong with it. */
    String mistakeIn(Uri uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(
                uri.text(), false, uri.place() == Place.FROM, uri.place() == Place.TO);
        return result.isSuccess() ? null : result.summaryErrorMessage(false);
    }

    /** @param setting {@code camel.component.herobase.name=value}, or without a value. Null when nothing is wrong */
    String mistakeIn(String setting) {
        String name = StringHelper.before(setting, "=", setting).substring(SETTINGS.length());
        if (name.startsWith(ACCOUNTS) && name.length() > ACCOUNTS.length()) {
            String option = StringHelper.after(name.substring(ACCOUNTS.length()), ".");
            return option == null || accountOptions.contains(StringHelper.camelCaseToDash(option))
                    ? null
                    : setting + ": an account has " + accountOptions + " only";
        }
        if (ofTheStarter.contains(name)) {
            return null;
        }
        String complete = setting.contains("=") ? setting : setting + "={{value}}";
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(complete);
        if (!result.isAccepted()) {
            return setting + " is no setting of a component";
        }
        return result.isSuccess() ? null : result.summaryErrorMessage(false);
    }
}
