package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.world.Call;
import io.github.camelherobase.simulator.world.CallStatus;
import io.github.camelherobase.simulator.world.OrgUnit;
import io.github.camelherobase.simulator.world.User;
import io.github.camelherobase.simulator.world.WorldSettings;

/**
 * The JSON shape of a call (observed; the name {@code orgUnits} is invented, the real one is not public). What is not
 * known yet is left out.
 */
final class CallJson {

    /** The columns of the CSV (our choice: nobody has published them). */
    static final List<String> COLUMNS = List.of(
            "uniqueId",
            "uniqueLeadId",
            "leadPhoneNumber",
            "startTime",
            "endTime",
            "user",
            "orgUnit",
            "campaign",
            "status",
            "leadClosure",
            "endCause",
            "connected",
            "dialingDuration",
            "conversationDuration",
            "wrapUpDuration");

    private final WorldSettings settings;
    private final EnumForm enums;

    CallJson(WorldSettings settings, EnumForm enums) {
        this.settings = settings;
        this.enums = enums;
    }

    Map<String, Object> of(Call call, Include include) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uniqueId", call.uniqueId());
        json.put("uniqueLeadId", call.uniqueLeadId());
        json.put("leadPhoneNumber", call.leadPhoneNumber());
        json.put("startTime", LeadJson.time(settings.shown(call.startTime())));
        call.endTime().ifPresent(end -> json.put("endTime", LeadJson.time(settings.shown(end))));
        if (include.names("user")) {
            json.put("user", user(call.user()));
        }
        if (include.names("campaign")) {
            json.put("campaign", LeadJson.campaign(call.campaign()));
        }
        json.put("orgUnits", call.orgUnits().stream().map(CallJson::unit).toList());
        json.put("status", enums.of(call.status(), call.status().number()));
        json.put("leadClosure", enums.of(call.closure(), call.closure().number()));
        json.put("endCause", enums.of(call.endCause(), call.endCause().number()));
        json.put("connected", call.connected());
        if (!call.isInProgress()) {
            json.put("dialingDuration", call.dialing().toString());
            json.put("conversationDuration", call.conversation().toString());
            if (call.status() != CallStatus.NotSet) {
                json.put("wrapUpDuration", call.wrapUp().toString());
            }
        }
        return json;
    }

    /** The values of {@link #COLUMNS}. */
    List<String> row(Call call) {
        Map<String, Object> json = of(call, Include.NOTHING);
        json.put("user", call.user().orgCode());
        json.put("campaign", call.campaign().code());
        json.put(
                "orgUnit",
                call.orgUnits().stream().map(OrgUnit::orgCode).findFirst().orElse(""));
        return COLUMNS.stream()
                .map(column -> json.getOrDefault(column, "").toString())
                .toList();
    }

    private static Map<String, Object> user(User user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uniqueId", user.uniqueId());
        json.put("orgCode", user.orgCode());
        return json;
    }

    private static Map<String, Object> unit(OrgUnit unit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orgCode", unit.orgCode());
        json.put("name", unit.name());
        return json;
    }
}
