/// Small logs of the kinds found wrong in the tenth look at unseen kinds and in the list of formats, written anew; the notation is that of
/// `WildLogsA`.
enum WildLogsI {
    static let text = #"""
        # two times as columns
        =			2026-11-24T17:00:11Z	shop1,16,6,cart loaded
        |2026-11-24 17:00:11,2026-11-23 12:36:12,shop1,16,6,cart loaded
        =			2026-11-24T17:00:12Z	shop1,16,6,pay loaded
        |2026-11-24 17:00:12,2026-11-23 12:36:14,shop1,16,6,pay loaded
        =			2026-11-24T17:00:13Z	shop1,16,4,stock is empty
        |2026-11-24 17:00:13,2026-11-23 12:36:33,shop1,16,4,stock is empty
        # a date with words before it
        =			2026-11-05T08:44:15.630000Z	------------
        |*** SESSION Nov 05, 2026 08:44:15.63 ------------
        =			2026-11-06T09:14:43.900000Z	------------
        |*** SESSION Nov 06, 2026 09:14:43.90 ------------
        =			2026-11-06T10:35:39.540000Z	------------
        |*** SESSION Nov 06, 2026 10:35:39.54 ------------
        # zones by their place
        =	warning		2026-07-12T13:31:16Z	PHP Warning:  Undefined array key in /srv/cart.php on line 6
        |[12-Jul-2026 15:31:16 Europe/Warsaw] PHP Warning:  Undefined array key in /srv/cart.php on line 6
        =	warning		2026-11-24T14:31:16Z	PHP Warning:  Undefined array key in /srv/cart.php on line 7
        |[24-Nov-2026 15:31:16 Europe/Warsaw] PHP Warning:  Undefined array key in /srv/cart.php on line 7
        =	warning		2026-11-24T20:31:16Z	PHP Warning:  Undefined array key in /srv/cart.php on line 8
        |[24-Nov-2026 15:31:16 America/New_York] PHP Warning:  Undefined array key in /srv/cart.php on line 8
        # a bracket closed behind the time
        =			2026-11-24T17:00:11Z	Cart, loaded (unit) 1
        |2026-11-24T17:00:11] Cart, loaded (unit) 1
        =			2026-11-24T17:00:12Z	Pay, loaded (unit) 2
        |2026-11-24T17:00:12] Pay, loaded (unit) 2
        # a dash glued to the time
        =			2026-11-24T17:00:11.172000Z	Names are served on port 1053
        |2026-11-24 17:00:11,172-Names are served on port 1053
        =			2026-11-24T17:00:12.172000Z	Request from cart
        |2026-11-24 17:00:12,172-Request from cart
        # a day and a clock with its zone
        =			2026-11-25T13:42:53.515000Z	GW1 CALL: leg 12 is down
        |06th, 22:42:53.515+0900 GW1 CALL: leg 12 is down
        =			2026-11-25T13:42:54.515000Z	GW1 CALL: leg 14 is up
        |06th, 22:42:54.515+0900 GW1 CALL: leg 14 is up
        =			2026-11-25T13:42:55.515000Z	GW1 CMC: entity 14 is gone
        |06th, 22:42:55.515+0900 GW1 CMC: entity 14 is gone
        # the same name before all texts
        =	warning		2026-11-24T17:00:11.544000Z	Pool-2 - starved for 36 s
        |2026-11-24T17:00:11.544+00:00  WARN 4711 --- [shop] [Pool-2 keeper] org.example.pool.Pool        : Pool-2 - starved for 36 s
        =	warning		2026-11-24T17:00:12.544000Z	Pool-2 - starved for 12 s
        |2026-11-24T17:00:12.544+00:00  WARN 4711 --- [shop] [Pool-2 keeper] org.example.pool.Pool        : Pool-2 - starved for 12 s
        =	warning		2026-11-24T17:00:13.544000Z	Pool-2 - starved for 44 s
        |2026-11-24T17:00:13.544+00:00  WARN 4711 --- [shop] [Pool-2 keeper] org.example.pool.Pool        : Pool-2 - starved for 44 s
        # a text in another script before a colon
        =	error		2026-11-24T17:00:11.257000Z	로그인 실패: 암호 오류
        |2026-11-24 17:00:11.257 [exec-4] ERROR org.example.shop.Login - 로그인 실패: 암호 오류
        =	error		2026-11-24T17:00:12.257000Z	로그인 실패: 암호 오류
        |2026-11-24 17:00:12.257 [exec-5] ERROR org.example.shop.Login - 로그인 실패: 암호 오류
        =	error		2026-11-24T17:00:13.257000Z	로그인 실패: 계정 없음
        |2026-11-24 17:00:13.257 [exec-6] ERROR org.example.shop.Login - 로그인 실패: 계정 없음
        # levels alone in capitals
        =	info			Server cart-1 answered in 500 ms
        |INFO Server cart-1 answered in 500 ms
        =	info			Server cart-2 answered in 394 ms
        |INFO Server cart-2 answered in 394 ms
        =	warning			Server gave no answer
        |WARN Server gave no answer
        # numbers before a colon are the text's
        =	error			ERROR 1045 (28000): Access denied
        |ERROR 1045 (28000): Access denied
        # topics
        =	info			script,info BEGIN; north ;wlan1 ;36Mbps
        |script,info BEGIN; north ;wlan1 ;36Mbps
        =	critical			system,error,critical login failure for user admin
        |system,error,critical login failure for user admin
        # topics behind a host
        =	critical		2026-11-24T17:00:11.573113Z	system,error,critical login failure for user admin
        |2026-11-24T17:00:11.573113+00:00 sw1.lan system,error,critical login failure for user admin
        =	info		2026-11-24T17:00:12.118406Z	firewall,info input: in:ether1 out:(none)
        |2026-11-24T17:00:12.118406+00:00 sw1.lan firewall,info input: in:ether1 out:(none)
        # a header that would leave nothing
        =			2026-11-24T17:00:11Z	[200][/search?q=cart][web][2026-11-24 17:00:11]
        |[200][/search?q=cart][web][2026-11-24 17:00:11]
        # objects behind a few words
        =	error		2026-11-24T17:00:11Z	payment refused
        |cart: {"ts":"2026-11-24T17:00:11Z","level":"error","msg":"payment refused"}
        =				the counts were {"level":"info","count":7}
        |the counts were {"level":"info","count":7}
        # a statement below one header
        =	info		2026-11-24T16:00:11Z	duration: 5830.445 ms  plan:
        |2026-11-24 17:00:11 CET [4711]: [28-1] db=shop,user=cart,client=10.0.0.9 LOG:  duration: 5830.445 ms  plan:
        |Query Text:
        |update carts as T
        |set state = 'open'
        |where id = 12
        |and owner = 4
        |and state = 'new'
        # a report of a sanitizer
        =				==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010
        |=================================================================
        |==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010
        |READ of size 4 at 0x602000000010 thread T0
        |    #0 0x4f0a1b in main /srv/cart.c:5
        |SUMMARY: AddressSanitizer: heap-use-after-free /srv/cart.c:5 in main
        # a panic of Rust's
        =				thread 'main' panicked at src/main.rs:4:5:
        |thread 'main' panicked at src/main.rs:4:5:
        |the cart is gone
        |note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
        # the journal's seconds
        =		sshd		accepted
        |[12345.678901] web1 sshd[12]: accepted
        =		kernel		link is up
        |[12346.678901] web1 kernel: link is up
        # events of Kubernetes as described
        =				Events:
        |Events:
        =				Type     Reason     Age                From               Message
        |  Type     Reason     Age                From               Message
        =				----     ------     ----               ----               -------
        |  ----     ------     ----               ----               -------
        =	info	default-scheduler		Successfully assigned default/cart to node1
        |  Normal   Scheduled  3m                 default-scheduler  Successfully assigned default/cart to node1
        =	warning	kubelet		Back-off restarting failed container
        |  Warning  BackOff    1m (x12 over 3m)   kubelet            Back-off restarting failed container
        # a request as pairs
        =	info			method=GET path=/carts/4 format=html controller=CartsController status=200 duration=58.33
        |method=GET path=/carts/4 format=html controller=CartsController status=200 duration=58.33
        =	error			method=GET path=/carts/5 format=html controller=CartsController status=500 duration=58.33
        |method=GET path=/carts/5 format=html controller=CartsController status=500 duration=58.33
        # a level beside other ranks
        =	info		2026-11-24T17:00:11Z	job done
        |{"ts":"2026-11-24T17:00:11Z","level":"info","msg":"job done","priority":5,"severity":"high"}
        =	error		2026-11-24T17:00:12Z	job lost
        |{"ts":"2026-11-24T17:00:12Z","severity":"ERROR","msg":"job lost"}
        # events of Windows in a table
        =				Index Time          EntryType   Source                 InstanceID Message
        |   Index Time          EntryType   Source                 InstanceID Message
        =				----- ----          ---------   ------                 ---------- -------
        |   ----- ----          ---------   ------                 ---------- -------
        =	info	Service Control M...	2026-11-24T17:00:00Z	The Cart Service service entered the stopped state.
        |    4711 Nov 24 17:00  Information Service Control M...   1073748860 The Cart Service service entered the stopped state.
        =	error	Service Control M...	2026-11-24T16:59:00Z	The Cart Service service terminated...
        |    4710 Nov 24 16:59  Error       Service Control M...   3221232503 The Cart Service service terminated...
        =	warning	disk	2026-11-24T16:58:00Z	The device has a bad block.
        |    4709 Nov 24 16:58  Warning     disk                          7 The device has a bad block.
        # events of Windows as a viewer saves them
        =				Level,Date and Time,Source,Event ID,Task Category
        |Level,Date and Time,Source,Event ID,Task Category
        =	error	Service Control Manager	2026-11-24T17:00:11Z	The Cart Service terminated, again.
        |Error,11/24/2026 5:00:11 PM,Service Control Manager,7031,None,"The Cart Service terminated, again."
        =	info	Kernel-General	2026-11-24T17:00:10Z	The history was cleared
        |Information,11/24/2026 5:00:10 PM,Kernel-General,16,None,"The history was cleared
        |updating 5 keys and creating 3 pages."
        =	warning	disk	2026-11-24T17:00:09Z	The device has a bad block.
        |Warning,11/24/2026 5:00:09 PM,disk,7,None,"The device has a bad block."
        # requests of Rails
        =			2026-11-24T08:00:11Z	Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0900
        |Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0900
        =			2026-11-24T08:00:11Z	Processing by CartsController#show as HTML
        |Processing by CartsController#show as HTML
        |  Parameters: {"id"=>"4"}
        |  Cart Load (0.2ms)  SELECT "carts".* FROM "carts" WHERE "carts"."id" = $1
        =			2026-11-24T08:00:11Z	Redirected to http://shop.example.org/
        |Redirected to http://shop.example.org/
        =	error		2026-11-24T08:00:11Z	Completed 500 Internal Server Error in 31ms (ActiveRecord: 4.2ms | Allocations: 4711)
        |Completed 500 Internal Server Error in 31ms (ActiveRecord: 4.2ms | Allocations: 4711)
        |
        |  
        =	error		2026-11-24T08:00:11Z	ActiveRecord::StatementInvalid (PG::ConnectionBad: no connection):
        |ActiveRecord::StatementInvalid (PG::ConnectionBad: no connection):
        |  
        |app/models/order.rb:17:in 'place'
        |actionpack (7.1.2) lib/action_controller/base.rb:36:in 'call'
        |
        =			2026-11-24T08:00:12Z	Started GET "/carts/5" for 10.0.0.9 at 2026-11-24 17:00:12 +0900
        |Started GET "/carts/5" for 10.0.0.9 at 2026-11-24 17:00:12 +0900
        =	notice		2026-11-24T08:00:12Z	Completed 404 Not Found in 2ms (ActiveRecord: 0.0ms)
        |Completed 404 Not Found in 2ms (ActiveRecord: 0.0ms)
        # requests of Rails with tags
        =			2026-11-24T17:00:11Z	Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0000
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0000
        =	error		2026-11-24T17:00:11Z	Completed 500 Internal Server Error in 12ms
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] Completed 500 Internal Server Error in 12ms
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001]   
        =	error		2026-11-24T17:00:11Z	NoMethodError (undefined method 'name' for nil):
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] NoMethodError (undefined method 'name' for nil):
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001]   
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] app/controllers/carts_controller.rb:4:in 'show'
        # Rails with its logger, a failure below an empty line
        =	info		2026-11-24T17:00:11.123456Z	Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0000
        |I, [2026-11-24T17:00:11.123456 #4711]  INFO -- : [3e8c5b34-2f0a-4d5e-9d4b-000000000001] Started GET "/carts/4" for 10.0.0.9 at 2026-11-24 17:00:11 +0000
        =	critical		2026-11-24T17:00:11.423456Z	ActionView::Template::Error (undefined method 'name' for nil):
        |F, [2026-11-24T17:00:11.423456 #4711] FATAL -- : [3e8c5b34-2f0a-4d5e-9d4b-000000000001]   
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] ActionView::Template::Error (undefined method 'name' for nil):
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001]     1: <h1><%= @cart.name %></h1>
        |[3e8c5b34-2f0a-4d5e-9d4b-000000000001] app/views/carts/show.html.erb:1
        =	info		2026-11-24T17:00:12.123456Z	done
        |I, [2026-11-24T17:00:12.123456 #4711]  INFO -- : done
        """#
}
