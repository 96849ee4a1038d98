CREATE TABLE `call_minutes` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`minute_at` integer NOT NULL,
	`limited` integer NOT NULL,
	`refused` integer NOT NULL,
	`unanswered` integer NOT NULL,
	`times` blob NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_minutes_minute` ON `call_minutes` (`connection_id`,`minute_at`);--> statement-breakpoint
CREATE TABLE `reachability` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`is_reachable` integer NOT NULL,
	`since` integer NOT NULL,
	`at` integer NOT NULL,
	`last_success_at` integer,
	`response_ms` integer,
	`problem` text,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `purchase_order_lines` (
	`order_id` integer NOT NULL,
	`product_external_id` text NOT NULL,
	`ordered` real NOT NULL,
	`received` real NOT NULL,
	PRIMARY KEY(`order_id`, `product_external_id`),
	FOREIGN KEY (`order_id`) REFERENCES `purchase_orders`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `purchase_order_lines_product` ON `purchase_order_lines` (`product_external_id`);--> statement-breakpoint
CREATE TABLE `purchase_orders` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`order_number` text NOT NULL,
	`supplier` text NOT NULL,
	`location` text NOT NULL,
	`expected_at` integer,
	`change_stamp` text NOT NULL,
	`read_stamp` text,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `purchase_orders_external` ON `purchase_orders` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `product_readings` (
	`product_id` integer PRIMARY KEY NOT NULL,
	`dirty_at` integer,
	`asked_at` integer,
	`read_at` integer,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `product_readings_dirty` ON `product_readings` (`dirty_at`);--> statement-breakpoint
CREATE TABLE `held_lists` (
	`connection_id` text NOT NULL,
	`resource` text NOT NULL,
	`gone` integer NOT NULL,
	`stored` integer NOT NULL,
	`held_at` integer NOT NULL,
	`is_accepted` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `resource`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `product_sweeps` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`stored_at` integer NOT NULL,
	`next_page` integer NOT NULL,
	`page_size` integer DEFAULT 1000 NOT NULL,
	`total` integer,
	`received` integer NOT NULL,
	`largest_page` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`seen` blob NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stock_lists` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`rows` integer NOT NULL,
	`page_rows` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stock_sweeps` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`stored_at` integer NOT NULL,
	`next_page` integer NOT NULL,
	`page_size` integer DEFAULT 1000 NOT NULL,
	`total` integer,
	`received` integer NOT NULL,
	`largest_page` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`seen` blob NOT NULL,
	`last_stored_id` integer NOT NULL,
	`zeroed` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `kind` text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `retries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `limit_waits` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `page_size` integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `left_out` text DEFAULT '[]' NOT NULL;