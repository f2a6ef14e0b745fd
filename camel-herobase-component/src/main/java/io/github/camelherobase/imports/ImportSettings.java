package io.github.camelherobase.imports;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.camelherobase.api.NullFields;
import io.github.camelherobase.imports.body.FieldText;
import io.github.camelherobase.request.RequestSettings;

/**
 * How an endpoint imports.
 *
 * @param leadPoolField the request's member for the lead pool; its real name is not public
 * @param campaignField the field that names a lead's campaign; null: none does
 * @param values how the values of fields are written
 * @param nullFields what becomes of fields without a value
 * @param concurrency requests of one import at a time
 * @param failOnRejected whether one rejected lead among many makes the import a failure
 * @param resendUncertain whether a lead in doubt is sent again when its exchange is delivered again
 * @param readBack how leads in doubt are looked up; null: they are not
 * @param dryRun whether leads are checked only
 * @param stopping whether the endpoint is being stopped, so that no further lead may be taken
 * @param responseTimeout how long a request may wait for its answer
 * @param call path, quota wait and threads
 */
public record ImportSettings(
        String leadPoolField,
        String campaignField,
        FieldText values,
        NullFields nullFields,
        int concurrency,
        boolean failOnRejected,
        boolean resendUncertain,
        ReadBackSettings readBack,
        boolean dryRun,
        BooleanSupplier stopping,
        Duration responseTimeout,
        RequestSettings call) {

    /**
     * How leads in doubt are looked up.
     *
     * @param fields whose values name a lead
     * @param delay how old a doubt must be, as the server may still be working on its request
     */
    public record ReadBackSettings(List<String> fields, Duration delay) {}
}
