CREATE TABLE `categories` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_external` ON `categories` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `locations` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`is_default` integer NOT NULL,
	`is_deprecated` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `locations_external` ON `locations` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `product_suppliers` (
	`product_id` integer NOT NULL,
	`position` integer NOT NULL,
	`supplier_id` integer NOT NULL,
	`supplier_sku` text NOT NULL,
	PRIMARY KEY(`product_id`, `position`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`supplier_id`) REFERENCES `suppliers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `product_suppliers_supplier` ON `product_suppliers` (`supplier_id`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`sku` text NOT NULL,
	`name` text NOT NULL,
	`category` text NOT NULL,
	`brand` text NOT NULL,
	`barcode` text NOT NULL,
	`unit` text NOT NULL,
	`type` text NOT NULL,
	`reorder_point` real NOT NULL,
	`reorder_quantity` real NOT NULL,
	`modified_at` integer,
	`missed_lists` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_external` ON `products` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `reorder_points` (
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`reorder_point` real NOT NULL,
	`reorder_quantity` real NOT NULL,
	PRIMARY KEY(`product_id`, `location_id`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `suppliers` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`is_deprecated` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `suppliers_external` ON `suppliers` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`source` text NOT NULL,
	`company_name` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`api_url` text NOT NULL,
	`keys_held_in` text NOT NULL,
	`sealed_account_id` blob,
	`sealed_application_key` blob,
	`state` text NOT NULL,
	`verified_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `master_keys` (
	`key_id` text PRIMARY KEY NOT NULL,
	`check_value` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staged_rows` (
	`id` integer PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`is_removal` integer NOT NULL,
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`bin` text NOT NULL,
	`batch` text NOT NULL,
	`expires_at` integer NOT NULL,
	`on_hand` real NOT NULL,
	`allocated` real NOT NULL,
	`available` real NOT NULL,
	`on_order` real NOT NULL,
	`in_transit` real NOT NULL,
	`stock_value` real NOT NULL,
	`next_delivery_at` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staged_rows_grain` ON `staged_rows` (`run_id`,`product_id`,`location_id`,`bin`,`batch`,`expires_at`);--> statement-breakpoint
CREATE INDEX `staged_rows_connection` ON `staged_rows` (`connection_id`);--> statement-breakpoint
CREATE TABLE `stock_changes` (
	`id` integer PRIMARY KEY NOT NULL,
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`figure` text NOT NULL,
	`before` real NOT NULL,
	`after` real NOT NULL,
	`changed_at` integer NOT NULL,
	`source` text NOT NULL,
	`run_id` text NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `stock_changes_product` ON `stock_changes` (`product_id`,`changed_at`);--> statement-breakpoint
CREATE INDEX `stock_changes_run` ON `stock_changes` (`run_id`);--> statement-breakpoint
CREATE TABLE `stock_levels` (
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`on_hand` real NOT NULL,
	`allocated` real NOT NULL,
	`available` real NOT NULL,
	`on_order` real NOT NULL,
	`in_transit` real NOT NULL,
	`stock_value` real NOT NULL,
	`next_delivery_at` integer,
	`changed_at` integer NOT NULL,
	`source` text NOT NULL,
	`run_id` text NOT NULL,
	PRIMARY KEY(`product_id`, `location_id`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stock_rows` (
	`id` integer PRIMARY KEY NOT NULL,
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`bin` text NOT NULL,
	`batch` text NOT NULL,
	`expires_at` integer NOT NULL,
	`on_hand` real NOT NULL,
	`allocated` real NOT NULL,
	`available` real NOT NULL,
	`on_order` real NOT NULL,
	`in_transit` real NOT NULL,
	`stock_value` real NOT NULL,
	`next_delivery_at` integer,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_rows_grain` ON `stock_rows` (`product_id`,`location_id`,`bin`,`batch`,`expires_at`);--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`trigger` text NOT NULL,
	`status` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`products` integer NOT NULL,
	`stock_rows` integer NOT NULL,
	`failed` integer NOT NULL,
	`calls` integer NOT NULL,
	`waited_ms` integer NOT NULL,
	`changes` integer NOT NULL,
	`resources` text NOT NULL,
	`failures` text NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sync_runs_started` ON `sync_runs` (`connection_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `watermarks` (
	`connection_id` text NOT NULL,
	`resource` text NOT NULL,
	`at` integer NOT NULL,
	`run_id` text NOT NULL,
	PRIMARY KEY(`connection_id`, `resource`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
