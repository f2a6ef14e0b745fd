package io.github.camelherobase.support;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;

/** A consumer's scheduler that polls when a test says so, on its own thread: nothing waits. For one consumer at a time. */
public final class ManualPolls extends ServiceSupport implements ScheduledPollConsumerScheduler {

    private Runnable task;
    private CamelContext context;

    @Override
    public void onInit(Consumer consumer) {}

    @Override
    public void scheduleTask(Runnable poll) {
        task = poll;
    }

    @Override
    public void unscheduleTask() {
        task = null;
    }

    @Override
    public void startScheduler() {}

    @Override
    public boolean isSchedulerStarted() {
        return task != null;
    }

    /** Polls, and comes back when that is over. */
    public void poll() {
        task.run();
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        context = camel;
    }
}
