package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.http.HttpAnswer;

/** GET /myaccount (vendor's page, "Getting started"). */
final class MyAccountService implements Service {

    @Override
    public HttpAnswer answer(ServiceCall call) {
        Map<String, Object> rights = new LinkedHashMap<>();
        for (Resource resource : Resource.values()) {
            if (call.account().resourceRights().containsKey(resource)) {
                rights.put(resource.wireName(), call.account().resourceRights().get(resource));
            }
        }
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("username", call.account().username());
        account.put("logRequestData", false);
        account.put("projectRights", call.account().projectRights());
        account.put("resourceRights", rights);
        return SmallAnswer.of(call, account);
    }
}
