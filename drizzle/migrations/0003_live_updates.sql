CREATE TABLE `live_feeds` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`sealed_bearer` blob,
	`sealed_tunnel_token` blob,
	`told_unavailable_at` integer,
	`products_wanted_at` integer,
	`orders_wanted_at` integer,
	`sweep_wanted_at` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`type` text NOT NULL,
	`hash` text NOT NULL,
	`body` blob,
	`state` text NOT NULL,
	`is_repeat` integer NOT NULL,
	`repeats` integer DEFAULT 0 NOT NULL,
	`received_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`problem` text DEFAULT '' NOT NULL,
	`done_at` integer,
	`delay_ms` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_pending` ON `webhook_deliveries` (`connection_id`,`type`,`hash`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `webhook_deliveries_state` ON `webhook_deliveries` (`connection_id`,`state`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_received` ON `webhook_deliveries` (`connection_id`,`received_at`,`state`,`repeats`,`delay_ms`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_hash` ON `webhook_deliveries` (`hash`);--> statement-breakpoint
CREATE TABLE `webhook_hooks` (
	`connection_id` text NOT NULL,
	`type` text NOT NULL,
	`external_id` text,
	`path` text NOT NULL,
	`is_active` integer NOT NULL,
	`problem` text,
	`checked_at` integer,
	PRIMARY KEY(`connection_id`, `type`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_hooks_path` ON `webhook_hooks` (`path`);--> statement-breakpoint
ALTER TABLE `product_readings` ADD `provisional_at` integer;