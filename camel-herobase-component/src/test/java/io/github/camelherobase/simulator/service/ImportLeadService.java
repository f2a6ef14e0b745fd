package io.github.camelherobase.simulator.service;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.simulator.http.AnswerBody;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.NewLead;
import io.github.camelherobase.simulator.world.World;

/** POST /leads: one lead. What fails validation is answered 200 with {@code success:false} (vendor's samples). */
final class ImportLeadService implements Service {

    private record FieldError(String fieldName, String message) {}

    private final World world;
    private final ProjectRights rights;
    private final OpenPoints openPoints;

    ImportLeadService(World world, ProjectRights rights, OpenPoints openPoints) {
        this.world = world;
        this.rights = rights;
        this.openPoints = openPoints;
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        ImportRequest request = ImportRequest.read(call.request());
        Campaign campaign = world.campaign(request.campaignCode())
                .orElseThrow(() -> RefusedException.argument("CampaignCode", "Unknown campaign"));
        if (!rights.cover(call.account(), campaign)) {
            throw RefusedException.forbidden("No right to the campaign's project");
        }
        List<FieldError> errors = campaign.definition().missingIn(request.data()).stream()
                .map(field -> new FieldError(field, "Required"))
                .toList();
        if (!errors.isEmpty()) {
            return rejected(call, errors);
        }
        if (!openPoints.duplicates().admits(campaign, request.data())) {
            return rejected(call, List.of(new FieldError("", "Duplicate")));
        }
        return accepted(
                call,
                world.addLead(new NewLead(
                        campaign,
                        request.data(),
                        request.poolName(),
                        Optional.of(call.account().username()))));
    }

    /** What an answer says of a lead; null when it is no import's result. */
    static Boolean outcome(HttpAnswer answer) {
        if (answer.status() == 200 && answer.body() instanceof AnswerBody.Fixed fixed) {
            String begin = new String(fixed.bytes(), 0, Math.min(16, fixed.bytes().length), StandardCharsets.UTF_8);
            if (begin.startsWith("{\"success\":")) {
                return begin.startsWith("true", 11);
            }
        }
        return null;
    }

    private HttpAnswer accepted(ServiceCall call, Lead lead) {
        return result(call, true, "uniqueId", lead.uniqueId());
    }

    private HttpAnswer rejected(ServiceCall call, List<FieldError> errors) {
        List<Map<String, String>> details = errors.stream()
                .map(error -> Map.of("fieldName", error.fieldName(), "message", error.message()))
                .toList();
        return result(call, false, "errors", details);
    }

    private HttpAnswer result(ServiceCall call, boolean success, String detailName, Object detail) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("success", success);
        if (openPoints.importResultDetail() == ImportResultDetail.DETAILED) {
            result.put(detailName, detail);
        }
        return SmallAnswer.of(call, result);
    }
}
