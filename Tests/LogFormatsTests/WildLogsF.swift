/// Small logs for headers of any make that are read by the kinds of their parts. Written anew; the notation is that of `WildLogsA`.
enum WildLogsF {
    static let text = #"""
        # level in braces
        =	warning		2026-11-24T17:00:11Z	queue depth is 17
        |2026-11-24 17:00:11 {WARN} queue depth is 17
        =	info		2026-11-24T17:00:12Z	ready
        |2026-11-24 17:00:12 {INFO} ready
        # level in stars
        =	error		2026-11-24T17:00:11.123000Z	cart 12 lost
        |2026-11-24 17:00:11.123 [main] *ERROR* cart 12 lost
        # letter in a bracket
        =	error		2026-11-24T17:00:11Z	no route to db1
        |[2026-11-24 17:00:11] [E] no route to db1
        =	info		2026-11-24T17:00:12Z	route to db1 is back
        |[2026-11-24 17:00:12] [I] route to db1 is back
        # half of the day
        =			2026-11-25T17:00:11Z	[shop] serving on port 5000
        |5:00:11 PM [shop] serving on port 5000
        # spaces within the bracket
        =	info		2026-11-24T17:00:11Z	database is up
        |[ 11/24/2026, 5:00:11 PM ] [ log ] database is up
        # milliseconds in a bracket
        =	info		2026-11-24T17:00:11.123000Z	worker 3 started
        |[1795539611123] INFO worker 3 started
        # seconds before a level
        =	error		2026-11-24T17:00:11Z	disk full
        |1795539611 ERROR disk full
        # level before a clock
        =	error		2026-11-25T17:00:11Z	cart 12 lost
        |(ERROR) [17:00:11] cart 12 lost
        # level, dash, time
        =	warning		2026-11-24T17:00:11Z	slow answer
        |WARN - 2026-11-24 17:00:11 - slow answer
        # id behind the level
        =	info		2026-11-24T17:00:11Z	cart 12 saved
        |2026-11-24 17:00:11 INFO 3fa85f64-5717-4562-b3fc-2c963f66afa6 cart 12 saved
        # thread in hexadecimal
        =	info		2026-11-24T17:00:11Z	cart 12 saved
        |2026-11-24 17:00:11 INFO 0x7f12ab34cd00 cart 12 saved
        # class, line, method
        =	error		2026-11-24T17:00:11Z	cart 12 lost
        |2026-11-24 17:00:11 ERROR org.example.shop.Cart 112 add - cart 12 lost
        =	info		2026-11-24T17:00:12Z	[x] sent 'hello'
        |2026-11-24 17:00:12 INFO  shop.Queue 12 main -  [x] sent 'hello'
        # name before the level
        =	warning		2026-11-24T17:00:11Z	slow answer
        |2026-11-24 17:00:11 CartService WARN slow answer
        # columns between semicolons
        =	error		2026-11-24T17:00:11Z	disk is full
        |2026-11-24 17:00:11;ERROR;main;disk is full
        # commas
        =	error		2026-11-24T17:00:11.123000Z	name is taken
        |2026-11-24 17:00:11,123, UserForm, [ERROR]: name is taken
        # program, process, time
        =	info	crashd	2026-11-24T17:00:11.123000Z	called for process 12
        |INFO: crashd (pid 4711) 2026-11-24 17:00:11,123: called for process 12
        =	error	crashd	2026-11-24T17:00:12.123000Z	no session
        |ERROR: crashd (pid 4711) 2026-11-24 17:00:12,123: no session
        # script with a zone in words
        =			2026-11-24T23:00:11Z	GET /cart
        |Tue Nov 24 2026 17:00:11 GMT-0600 (Central Standard Time): GET /cart
        # at between date and time
        =	info		2026-11-24T17:00:11Z	started
        |2026.11.24 at 17:00:11 INFO started
        # level and logger without a time
        =	debug			cart 12 saved
        |DEBUG main org.example.shop.Cart - cart 12 saved
        =	info			ready
        |INFO main org.example.shop.Main - ready
        # sentence behind a time
        =			2026-11-24T17:00:11.123456Z	Unexpected error:(no cart, 12)
        |2026-11-24 17:00:11.123456 Unexpected error:(no cart, 12)
        =			2026-11-24T17:00:12.123456Z	Unexpected error:(no cart, 13)
        |2026-11-24 17:00:12.123456 Unexpected error:(no cart, 13)
        =			2026-11-24T17:00:13.123456Z	Unexpected error:(timeout, 14)
        |2026-11-24 17:00:13.123456 Unexpected error:(timeout, 14)
        # fourteen digits
        =			2026-11-24T17:00:11Z	10.0.0.9,2
        |20261124170011,10.0.0.9,2
        # value over several lines
        =	error		2026-11-24T17:00:11.123000Z	bad signature
        |[2026-11-24T17:00:11.123Z] [ERROR] bad signature
        +{
        +  "signature": ""
        +}
        =	error		2026-11-24T17:00:12.123000Z	bad signature
        |[2026-11-24T17:00:12.123Z] [ERROR] bad signature
        +{
        +  "signature": "x"
        +}
        # logger with brackets
        =	info		2026-11-24T17:00:11.123000Z	Initializing the servlet
        |2026-11-24 17:00:11.123 [main] INFO  o.a.c.c.C.[Shop].[localhost].[/] - Initializing the servlet
        # Polish month
        =	info		2026-08-09T08:02:54Z	ready
        |sie 09, 2026 8:02:54 AM org.example.Main main
        +INFO: ready
        """#
}
