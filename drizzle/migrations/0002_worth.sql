CREATE TABLE `product_readings` (
	`product_id` integer PRIMARY KEY NOT NULL,
	`dirty_at` integer,
	`asked_at` integer,
	`read_at` integer,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `product_readings_dirty` ON `product_readings` (`dirty_at`);--> statement-breakpoint
CREATE TABLE `stock_lists` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`rows` integer NOT NULL,
	`page_rows` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `stock_sweeps` ADD `zeroed` integer DEFAULT 0 NOT NULL;