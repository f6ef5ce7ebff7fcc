package io.crier.application.sessions;

/** What every {@link Engine} promises, the fakes and the real ones. */
public interface EngineContract
    extends EngineLinkContract,
        EngineContentContract,
        EngineMediaContract,
        EngineSendContract,
        EngineChangeContract,
        EnginePollContract,
        EngineMenuContract,
        EngineMarkContract,
        EngineChatContract,
        EngineGroupContract,
        EngineHistoryContract,
        EngineStoryContract,
        EngineCallContract,
        EngineChannelContract,
        EngineChatMarkContract,
        EngineLabelContract,
        EnginePresenceContract,
        EngineProfileContract {}
