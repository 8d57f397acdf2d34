/// Small logs of the kinds found wrong in the sixth look at unseen kinds, written anew; the notation is that of `WildLogsA`.
enum WildLogsG {
    static let text = #"""
        # application's name and spans before the process
        =	info		2026-11-24T17:00:11.123000Z	Fetching the configuration
        |2026-11-24 17:00:11.123  INFO [shop-cart,,] 1 --- [           main] o.e.shop.ConfigLoader   : Fetching the configuration
        =	info		2026-11-24T17:00:11.223000Z	Located the configuration
        |2026-11-24 17:00:11.223  INFO [shop-cart,,] 1 --- [           main] o.e.shop.ConfigLoader   : Located the configuration
        =	warning		2026-11-24T17:00:12.123000Z	Timeout, next url
        |2026-11-24 17:00:12.123  WARN [shop-cart,,] 1 --- [           main] o.e.shop.Client         : Timeout, next url
        =	info		2026-11-24T17:00:13.123000Z	Started in 4 s
        |2026-11-24 17:00:13.123  INFO [shop-cart,,] 1 --- [           main] o.e.shop.Application    : Started in 4 s
        # counter beside the kernel's time
        =				[0089710180][MIX_AUD][001036] Wake up the monitor
        |[90010.551789] [0089710180][MIX_AUD][001036] Wake up the monitor
        # microseconds behind the time
        =			2026-11-24T17:00:11Z	Current settings:
        |Tue Nov 24 17:00:11 2026 us=445895 Current settings:
        =			2026-11-24T17:00:11Z	mode = 1
        |Tue Nov 24 17:00:11 2026 us=446895   mode = 1
        # seconds behind the version
        =	info		2026-11-24T17:00:11.774247Z	security_event alerted signature=1:28:1 priority=1
        |<134>1 1795539611.774247 gw-berlin security_event alerted signature=1:28:1 priority=1
        # model, address and version before the tag
        =	info	logread	2026-11-24T17:00:11Z	connected to 10.1.1.1:514
        |<134>Nov 24 17:00:11 AP7,02aa5611b182,v4.0.66.10832: logread[5495]: connected to 10.1.1.1:514
        # letter and colon
        =	info			Mounting /cache
        |I:Mounting /cache
        =	error			Unable to mount '/cache'
        |E:Unable to mount '/cache'
        =	error			Unable to locate package shop-cart
        |E: Unable to locate package shop-cart
        # pairs between bars
        =	info		2026-11-24T17:00:11Z	time=1795539611|hostname=gw1|severity=Informational|product=IPS|action=Drop|origin=CN=gw1,O=site
        |time=1795539611|hostname=gw1|severity=Informational|product=IPS|action=Drop|origin=CN=gw1,O=site
        =			2026-11-24T17:00:12Z	time=1795539612|hostname=gw1|product=Web API|action=Accept|operation=Log Out
        |time=1795539612|hostname=gw1|product=Web API|action=Accept|operation=Log Out
        # a name that is all
        =	info		2026-11-24T17:00:11.123000Z	Msg_Reset:
        |2026-11-24T17:00:11.123+00:00| vmx| I005: Msg_Reset:
        =	info		2026-11-24T17:00:12.123000Z	the file is gone
        |2026-11-24T17:00:12.123+00:00| vmx| I005: Dict_Load: the file is gone
        """#
}
