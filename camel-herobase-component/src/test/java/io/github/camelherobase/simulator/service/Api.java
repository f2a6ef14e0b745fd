package io.github.camelherobase.simulator.service;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.books.BookEntry;
import io.github.camelherobase.simulator.books.Books;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.HttpHandler;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.limits.FairUse;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.limits.Verdict;

/**
 * The way of a request: books, faults, path, credentials, rights, content negotiation, rate limits, service. In this
 * order, so that what is refused before the rate limits is not counted by them, unless a switch says so.
 */
public final class Api implements HttpHandler {

    private final SimulatorClock clock;
    private final Router router;
    private final BasicAuthentication authentication;
    private final ContentNegotiation negotiation;
    private final RateLimits limits;
    private final Books books;
    private final Faults faults;
    private final OpenPoints openPoints;

    public Api(
            SimulatorClock clock,
            List<Route> routes,
            Collection<Account> accounts,
            RateLimits limits,
            Books books,
            Faults faults,
            OpenPoints openPoints) {
        this.clock = clock;
        this.router = new Router(routes);
        this.authentication = new BasicAuthentication(accounts);
        this.negotiation = new ContentNegotiation(openPoints.anyAccept());
        this.limits = limits;
        this.books = books;
        this.faults = faults;
        this.openPoints = openPoints;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        Instant now = clock.now();
        RouteMatch match = router.match(request.method(), request.path());
        Optional<Account> account = authentication.accountOf(request);
        String key = serviceKey(match);
        BookEntry entry = books.open(request, account.map(Account::username).orElse(Books.NOBODY), key, now);
        Supplier<HttpAnswer> processing = () -> process(request, match, account, entry, now);
        HttpAnswer answer = answer(request, key, processing);
        return answer.whenSent(sent ->
                entry.answered(answer.status(), sent.bytes(), sent.complete(), ImportLeadService.outcome(answer)));
    }

    private HttpAnswer answer(HttpRequest request, String key, Supplier<HttpAnswer> processing) {
        try {
            return faults.take(key, request)
                    .map(fault -> fault.answer(request, processing))
                    .orElseGet(processing);
        } catch (RuntimeException failedFault) {
            // A test's own fault failed: the books must be closed all the same.
            return openPoints.errorPages().page(500, "Fault failed: " + failedFault);
        }
    }

    private String serviceKey(RouteMatch match) {
        return match instanceof RouteMatch.Found found
                ? limits.policy()
                        .serviceKeys()
                        .keyOf(found.route().method(), found.route().template())
                : Books.UNKNOWN_SERVICE;
    }

    private HttpAnswer process(
            HttpRequest request, RouteMatch match, Optional<Account> account, BookEntry entry, Instant now) {
        if (match instanceof RouteMatch.NoSuchPath) {
            return openPoints.errorPages().page(404, "Not Found");
        }
        if (match instanceof RouteMatch.Malformed) {
            return openPoints.errorPages().page(400, "Bad Request");
        }
        if (account.isEmpty()) {
            return openPoints
                    .errorPages()
                    .page(401, "Unauthorized")
                    .withHeader("WWW-Authenticate", "basic realm=\"/auth/basic\"");
        }
        if (match instanceof RouteMatch.WrongMethod wrong) {
            return openPoints
                    .errorPages()
                    .page(405, "Method Not Allowed")
                    .withHeader("Allow", String.join(", ", wrong.allowed()));
        }
        return authenticated(request, (RouteMatch.Found) match, account.get(), entry, now);
    }

    private HttpAnswer authenticated(
            HttpRequest request, RouteMatch.Found found, Account account, BookEntry entry, Instant now) {
        Optional<Representation> representation = negotiation.choose(
                request.headers().all("Accept"), found.route().offered());
        Supplier<HttpAnswer> processing = () -> serve(request, found, account, representation.orElseThrow(), now);
        Optional<HttpAnswer> refusal = refusal(found.route(), account, representation);
        return switch (limits.policy().earlyRefusals()) {
            case UNCOUNTED -> refusal.orElseGet(() -> counted(request, found, account, entry, now, processing));
            case COUNTED -> counted(request, found, account, entry, now, () -> refusal.orElseGet(processing));
        };
    }

    private Optional<HttpAnswer> refusal(Route route, Account account, Optional<Representation> representation) {
        if (!account.may(openPoints.neededVerb(route), route.resource())) {
            return Optional.of(openPoints.errorPages().page(403, "Forbidden"));
        }
        return representation.isPresent()
                ? Optional.empty()
                : Optional.of(openPoints.errorPages().page(406, "Not Acceptable"));
    }

    private HttpAnswer counted(
            HttpRequest request,
            RouteMatch.Found found,
            Account account,
            BookEntry entry,
            Instant now,
            Supplier<HttpAnswer> processing) {
        Verdict verdict = limits.judge(account, serviceKey(found), FairUse.of(request.headers()), now);
        entry.judged(verdict);
        HttpAnswer answer = verdict.isAccepted() ? processing.get() : tooManyRequests(verdict);
        return answer.withHeader("X-Rate-Limit-Limit", String.valueOf(verdict.limit()))
                .withHeader("X-Rate-Limit-Remaining", String.valueOf(verdict.remaining()))
                .withHeader("X-Rate-Limit-Reset", String.valueOf(verdict.resetSeconds()));
    }

    private HttpAnswer tooManyRequests(Verdict verdict) {
        HttpAnswer answer =
                openPoints.errorPages().page(openPoints.refusalStatus().code(), "Too Many Requests");
        return switch (openPoints.retryAfter()) {
            case ABSENT -> answer;
            case PRESENT -> answer.withHeader("Retry-After", String.valueOf(verdict.resetSeconds()));
        };
    }

    private HttpAnswer serve(
            HttpRequest request, RouteMatch.Found found, Account account, Representation representation, Instant now) {
        try {
            ServiceCall call =
                    new ServiceCall(request, account, found.pathVariables(), query(request), representation, now);
            return found.route().service().answer(call);
        } catch (RefusedException refused) {
            return refused.answer();
        } catch (RuntimeException failure) {
            // As the real one: a page, and no detail.
            return openPoints.errorPages().page(500, "Internal Server Error");
        }
    }

    private static QueryParameters query(HttpRequest request) {
        try {
            return QueryParameters.parse(request.query());
        } catch (IllegalArgumentException malformed) {
            throw RefusedException.unreadable("Malformed query string");
        }
    }
}
